import { isPankaError } from '../../core/diagnostics/panka-error.js';
import type { JournalEntry } from '../../core/engine/journal-entry.js';
import type { JournalReplay } from '../../core/engine/replay.js';
import type { StateJournal } from '../../core/state/state-store.js';

/** An entry before it gets its number. */
export type EntryDraft = Pick<JournalEntry, 'kind' | 'operationID'> &
  Partial<Omit<JournalEntry, 'version' | 'sequenceID' | 'kind' | 'operationID'>>;

export interface JournalWriterOptions {
  readonly journal: StateJournal;
  readonly replay: JournalReplay;
  /** Stored together with the first entries, if there are any. */
  readonly preamble: readonly EntryDraft[];
  readonly onFailure: (error: unknown) => void;
}

interface Waiting {
  readonly entries: readonly JournalEntry[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Numbers entries and stores them in order, one append in flight; what comes meanwhile goes out together in the next one.
 * What is stored is added up as well, so that the state of the run is always what a replay of the journal would give.
 */
export class JournalWriter {
  #operation = 0;
  #sequence = 0;
  #queue: Waiting[] = [];
  #pumping: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(private readonly options: JournalWriterOptions) {}

  /** True once anything was asked to be stored. */
  get used(): boolean {
    return this.#sequence > 0;
  }

  nextOperation(): number {
    this.#operation += 1;
    return this.#operation;
  }

  /** Resolves when stored for good. Rejects, as everything after it, when the store refused; what is only spooled rejects, too. */
  write(drafts: readonly EntryDraft[]): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure.error);
    if (drafts.length === 0) return Promise.resolve();
    const all = this.used ? drafts : [...this.options.preamble, ...drafts];
    const entries = all.map((draft) => this.number(draft));
    return new Promise((resolve, reject) => {
      this.#queue.push({ entries, resolve, reject });
      this.#pumping ??= this.pump();
    });
  }

  /** For what may be lost in a crash without harm. A failure shows at the next `write` or at `close`. */
  writeLater(drafts: readonly EntryDraft[]): void {
    this.write(drafts).catch(() => undefined);
  }

  /** Waits for everything written. The failure, if there was one, was reported to `onFailure`. */
  async settle(): Promise<void> {
    await this.#pumping;
  }

  private number(draft: EntryDraft): JournalEntry {
    this.#sequence += 1;
    return { version: 1, removeOld: null, removeNew: null, ...draft, sequenceID: this.#sequence };
  }

  private async pump(): Promise<void> {
    await undefined;
    while (this.#queue.length > 0) {
      const batch = this.#queue;
      this.#queue = [];
      await this.store(batch);
    }
    this.#pumping = undefined;
  }

  private async store(batch: readonly Waiting[]): Promise<void> {
    if (this.#failure) return reject(batch, this.#failure.error);
    const entries = batch.flatMap((waiting) => waiting.entries);
    try {
      await this.options.journal.append(entries);
      for (const entry of entries) this.options.replay.add(entry);
      for (const waiting of batch) waiting.resolve();
    } catch (error) {
      // Kept on this machine: it is part of what was done, and so is what the steps that still run will write.
      if (isPankaError(error) && error.code === 'JournalSpooled')
        for (const entry of entries) this.options.replay.add(entry);
      else this.#failure = { error };
      this.options.onFailure(error);
      reject(batch, error);
    }
  }
}

function reject(batch: readonly Waiting[], error: unknown): void {
  for (const waiting of batch) waiting.reject(error);
}
