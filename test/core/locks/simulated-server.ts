import type { JournalEntry } from '../../../src/core/engine/journal-entry.js';
import { unitsExclude } from '../../../src/core/state/fences.js';
import type { ObjectWrite } from '../../../src/core/state/object-store.js';
import { MemoryObjects } from '../state/memory-objects.js';
import { MemoryLocks } from './memory-lock-store.js';

interface Accepted {
  readonly unit: string;
  readonly update: number;
  readonly k: number;
  readonly run: string;
  readonly entries: readonly JournalEntry[];
}

const SLOT = /\/pulumi\/([^/]+)\/updates\/(\d+)\/journal\/(\d+)$/;

/** Bucket and lock table, and a witness of every journal batch that the bucket has taken. */
export class SimulatedServer extends MemoryObjects {
  readonly locks = new MemoryLocks();
  readonly violations: string[] = [];
  readonly accepted: Accepted[] = [];
  readonly #seen = new Set<string>();
  readonly #overtaken = new Map<string, string>();

  override async write(write: ObjectWrite): Promise<string | undefined> {
    const version = await super.write(write);
    const slot = SLOT.exec(write.key);
    // A repetition that arrives after its journal was pruned is no new batch.
    if (version !== undefined && slot !== null && !this.#seen.has(write.key + write.text)) {
      this.#seen.add(write.key + write.text);
      this.#witness(slot, JSON.parse(write.text));
    }
    return version;
  }

  /** What a run must have left of a unit: all entries that were ever taken, in order. */
  entriesOf(unit: string): readonly JournalEntry[] {
    return this.accepted
      .filter((batch) => batch.unit === unit)
      .sort((a, b) => a.update - b.update || a.k - b.k)
      .flatMap((batch) => batch.entries);
  }

  #witness(slot: RegExpExecArray, body: { run?: string; entries?: JournalEntry[] }): void {
    if (body.run === undefined || body.entries === undefined) return;
    const batch = { unit: slot[1]!, update: Number(slot[2]), k: Number(slot[3]), run: body.run, entries: body.entries };
    const by = this.#overtaken.get(batch.run);
    if (by !== undefined) this.violations.push(`${batch.run} wrote to ${batch.unit} after ${by} had taken over`);
    for (const other of this.accepted)
      if (other.run !== batch.run && unitsExclude(other.unit, batch.unit)) this.#overtaken.set(other.run, batch.run);
    this.accepted.push(batch);
  }
}
