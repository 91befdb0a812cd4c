import type { StateStore } from '../../../src/core/state/state-store.js';

/** Thrown where the process is killed; every later call of the same store fails too. */
export class Killed extends Error {}

export interface Faults {
  /** Number of calls so far. */
  calls: number;
  readonly log: string[];
}

/**
 * A store whose process dies at call `killAt` (from 1): before the call is carried out, or after it with its reply lost.
 * Counts the calls of the store, its history, units and journals alike.
 */
export function faultyStore(
  store: StateStore,
  killAt: number,
  when: 'before' | 'after',
): StateStore & { faults: Faults } {
  const faults: Faults = { calls: 0, log: [] };
  const call = async (name: string, action: () => unknown): Promise<unknown> => {
    if (faults.calls >= killAt) throw new Killed(`dead since call ${killAt}`);
    faults.calls += 1;
    faults.log.push(name);
    const isLast = faults.calls === killAt;
    if (isLast && when === 'before') throw new Killed(`before ${name}`);
    const result = await action();
    if (isLast) throw new Killed(`after ${name}`);
    return isJournal(result) ? wrap(result, 'journal.') : result;
  };
  const wrap = <T extends object>(target: T, prefix: string): T =>
    new Proxy(target, {
      get(object, property) {
        const value = Reflect.get(object, property, object) as unknown;
        if (typeof value === 'object' && value !== null) return wrap(value, `${String(property)}.`);
        if (typeof value !== 'function' || property === 'describe') return value;
        return (...args: unknown[]) => call(prefix + String(property), () => value.apply(object, args));
      },
    });
  return Object.assign(wrapPlain(store, wrap), { faults });
}

function wrapPlain(store: StateStore, wrap: <T extends object>(target: T, prefix: string) => T): StateStore {
  const wrapped = wrap(store, '');
  return {
    readState: (at) => wrapped.readState(at),
    writeState: (at, state, expected) => wrapped.writeState(at, state, expected),
    history: wrap(store.history, 'history.'),
    units: wrap(store.units, 'units.'),
    snapshots: wrap(store.snapshots, 'snapshots.'),
    objects: store.objects,
    audit: wrap(store.audit, 'audit.'),
    describe: (at) => store.describe(at),
  };
}

function isJournal(value: unknown): value is { append: unknown; close: unknown } {
  return typeof value === 'object' && value !== null && 'append' in value && 'close' in value;
}
