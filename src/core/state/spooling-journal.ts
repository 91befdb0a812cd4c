import { isPankaError } from '../diagnostics/panka-error.js';
import type { JournalEntry } from '../engine/journal-entry.js';
import { journalSpooled } from './errors.js';
import type { JournalSpool, SpoolEvent, SpooledUnit } from './journal-spool.js';
import { type JournalSlots, SlotJournal } from './slot-journal.js';
import type { StateJournal, UpdateMeta } from './state-store.js';

export interface SpoolingOptions {
  readonly spool: JournalSpool;
  readonly of: SpooledUnit;
  readonly meta: UpdateMeta;
  readonly onEvent: (event: SpoolEvent) => void;
}

/**
 * A journal that keeps on this machine what its store does not take any more, from the first failure to the end of the run:
 * what providers have done is worth knowing. Its appends reject all the same, so that nothing is begun which no other run
 * could know of. A journal that another run has sealed keeps nothing: that run has looked for itself.
 */
export class SpoolingJournal implements StateJournal {
  readonly #journal: SlotJournal;
  readonly #slots: JournalSlots;
  readonly #options: SpoolingOptions;
  #failure: Error | undefined;

  constructor(slots: JournalSlots, options: SpoolingOptions) {
    this.#slots = slots;
    this.#options = options;
    this.#journal = new SlotJournal({ put: (k, entries) => this.#put(k, entries), describe: () => slots.describe() });
  }

  async append(entries: readonly JournalEntry[]): Promise<void> {
    await this.#journal.append(entries);
    if (this.#failure !== undefined) throw this.#failure;
  }

  close(): Promise<void> {
    return this.#journal.close();
  }

  async #put(k: number, entries: readonly JournalEntry[]): Promise<void> {
    if (this.#failure !== undefined) return void (await this.#keep(k, entries));
    try {
      await this.#slots.put(k, entries);
    } catch (error) {
      if (isPankaError(error) && error.code === 'JournalSealed') throw error;
      await this.#spool(k, entries, error);
    }
  }

  async #spool(k: number, entries: readonly JournalEntry[], cause: unknown): Promise<void> {
    const place = await this.#keep(k, entries).catch(() => Promise.reject(cause));
    this.#failure = journalSpooled(this.#slots.describe(), place, cause);
    const reason = cause instanceof Error ? cause.message : String(cause);
    this.#options.onEvent({ type: 'journal-spooled', place, reason });
  }

  #keep(k: number, entries: readonly JournalEntry[]): Promise<string> {
    const { spool, of, meta } = this.#options;
    const { update, fence, run } = meta;
    return spool.keep(of, { update, k, fence, run, entries });
  }
}
