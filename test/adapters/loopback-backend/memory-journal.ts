import type { JournalEntry } from '../../../src/core/engine/journal-entry.js';
import type { StateJournal } from '../../../src/core/state/state-store.js';

/** Keeps batches; fails as told. */
export class MemoryJournal implements StateJournal {
  readonly batches: (readonly JournalEntry[])[] = [];
  /** Called before a batch is kept; throws to refuse it. */
  fault: (batch: readonly JournalEntry[]) => void | Promise<void> = () => undefined;

  async append(entries: readonly JournalEntry[]): Promise<void> {
    await this.fault(entries);
    this.batches.push(entries);
  }

  async close(): Promise<void> {}

  get entries(): readonly JournalEntry[] {
    return this.batches.flat();
  }

  get text(): string {
    return JSON.stringify(this.batches);
  }
}
