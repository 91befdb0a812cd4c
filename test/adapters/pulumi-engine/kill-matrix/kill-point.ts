import type { JournalEntry } from '../../../../src/core/engine/journal-entry.js';
import type { StateJournal, StateStore } from '../../../../src/core/state/state-store.js';

export const VICTIMS = ['panka', 'the CLI', 'both'] as const;
export type Victim = (typeof VICTIMS)[number];

/** Who is killed by SIGKILL, and when: right before or after an append to the journal, or some time into the run. */
export type KillPoint = { readonly victim: Victim } & (
  | { readonly when: 'before' | 'after'; readonly append: number }
  | { readonly when: 'meanwhile'; readonly ms: number }
);

export function nameOf(point: KillPoint): string {
  return point.when === 'meanwhile'
    ? `${point.victim}, after ${point.ms} ms`
    : `${point.victim}, ${point.when} append ${point.append}`;
}

export interface SeenAppend {
  readonly when: 'before' | 'after';
  /** From 1. */
  readonly nth: number;
  readonly entries: readonly JournalEntry[];
}

/** The store, whose journals call `onAppend` around every append, and wait for it. */
export function watchingAppends(store: StateStore, onAppend: (append: SeenAppend) => void | Promise<void>): StateStore {
  let appends = 0;
  const watched = (journal: StateJournal): StateJournal => ({
    append: async (entries) => {
      appends += 1;
      const nth = appends;
      await onAppend({ when: 'before', nth, entries });
      await journal.append(entries);
      await onAppend({ when: 'after', nth, entries });
    },
    close: () => journal.close(),
  });
  const units = replacing(store.units, {
    beginUpdate: async (...of) => watched(await store.units.beginUpdate(...of)),
  });
  return replacing(store, { units });
}

function replacing<T extends object>(own: T, members: Partial<T>): T {
  return new Proxy(own, {
    get(target, name) {
      if (name in members) return Reflect.get(members, name);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
