import type { JournalEntry } from '../engine/journal-entry.js';
import { journalClosed } from './errors.js';
import type { StateJournal } from './state-store.js';

/** Numbered places, each written once. */
export interface JournalSlots {
  /** Stores the batch if slot `k` is free or holds this very batch already. Rejects with `JournalSealed` when it is another's. */
  put(k: number, entries: readonly JournalEntry[]): Promise<void>;
  describe(): string;
}

interface Waiting {
  readonly entries: readonly JournalEntry[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A journal of one update. One batch is in flight at a time, in order; what is appended meanwhile goes out together as the
 * next batch, so that a slow store costs one round trip per step, not per entry. After a failure nothing is written any more:
 * a gap, or an entry after an unknown one, would make the replay wrong.
 */
export class SlotJournal implements StateJournal {
  readonly #slots: JournalSlots;
  #next = 1;
  #waiting: Waiting[] = [];
  #pumping: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;
  #closed = false;

  constructor(slots: JournalSlots) {
    this.#slots = slots;
  }

  append(entries: readonly JournalEntry[]): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure.error);
    if (this.#closed) return Promise.reject(journalClosed(this.#slots.describe()));
    if (entries.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entries, resolve, reject });
      this.#pumping ??= this.#pump();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#pumping;
  }

  async #pump(): Promise<void> {
    // One turn of the microtask queue, so that appends of the same moment share a batch.
    await undefined;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      await this.#write(batch);
    }
    this.#pumping = undefined;
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    if (this.#failure === undefined) {
      try {
        await this.#slots.put(
          this.#next,
          batch.flatMap((one) => one.entries),
        );
        this.#next += 1;
      } catch (error) {
        this.#failure = { error };
      }
    }
    for (const one of batch) {
      if (this.#failure === undefined) one.resolve();
      else one.reject(this.#failure.error);
    }
  }
}
