import { isPankaError } from '../../core/diagnostics/panka-error.js';
import { JOURNAL_KIND, type JournalEntry } from '../../core/engine/journal-entry.js';
import type { StateJournal } from '../../core/state/state-store.js';

export interface JournalIntakeOptions {
  readonly journal: StateJournal;
  readonly beforeAppend?: (entries: readonly JournalEntry[]) => Promise<void>;
}

/**
 * Takes the CLI's entries into the journal, batch after batch. Once anything was refused no step is begun any more, but what
 * ends one that is under way still goes to the journal, which knows whether it can keep it: what a call has made is worth knowing.
 */
export class JournalIntake {
  readonly #entries: JournalEntry[] = [];
  readonly #known = new Set<number>();
  /** Operations that were begun and reach the cloud. */
  readonly #reaching = new Set<number>();
  /** Taken, not stored yet: they record nothing that happened outside. */
  #held: JournalEntry[] = [];
  #last: Promise<unknown> = Promise.resolve();
  #refusal: Error | undefined;
  #stopped: Error | undefined;

  constructor(private readonly options: JournalIntakeOptions) {}

  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  get refusal(): Error | undefined {
    return this.#refusal;
  }

  /** The first error stays. */
  refuse(error: Error): void {
    this.#refusal ??= error;
  }

  /** Begins nothing more, as after a refusal, but takes and acknowledges everything else, so that the run can end in order. */
  stop(error: Error): void {
    this.#stopped ??= error;
  }

  /** Resolves when they are stored for good, or when they may be lost without harm. Rejects with the refusal. */
  take(entries: readonly JournalEntry[]): Promise<void> {
    return this.next(() => this.takeNow(entries));
  }

  /** Stores what was held back. */
  finish(): Promise<void> {
    return this.next(async () => {
      this.requireOpen();
      if (this.#held.length > 0) await this.store([]);
      this.requireOpen();
    });
  }

  /** One at a time, in the order of their arrival. */
  private next(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  private async takeNow(sent: readonly JournalEntry[]): Promise<void> {
    // A request whose answer was lost comes again.
    const entries = sent.filter(({ sequenceID }) => !this.#known.has(sequenceID));
    const stopped = this.#stopped;
    if (stopped !== undefined && entries.some(reachesOut)) {
      await this.takeNow(entries.filter((entry) => !reachesOut(entry)));
      throw stopped;
    }
    if (this.#refusal === undefined) await this.ask(entries);
    if (this.#refusal !== undefined) {
      await this.keep(entries.filter((entry) => !reachesOut(entry)));
      throw this.#refusal;
    }
    for (const entry of entries) if (reachesOut(entry)) this.#reaching.add(entry.operationID);
    if (entries.some(({ operationID }) => this.#reaching.has(operationID))) await this.store(entries);
    else this.hold(entries);
    this.requireOpen();
  }

  private async ask(entries: readonly JournalEntry[]): Promise<void> {
    try {
      if (entries.length > 0) await this.options.beforeAppend?.(entries);
    } catch (error) {
      this.refuse(asError(error));
    }
  }

  private hold(entries: readonly JournalEntry[]): void {
    this.#held.push(...entries);
    this.count(entries);
  }

  private async store(entries: readonly JournalEntry[]): Promise<void> {
    try {
      await this.options.journal.append([...this.#held, ...entries]);
    } catch (error) {
      this.refuse(asError(error));
      // Kept on this machine: it is part of what was done.
      if (!isPankaError(error) || error.code !== 'JournalSpooled') throw error;
    }
    this.#held = [];
    this.count(entries);
  }

  /** After a refusal, whose error is the one to tell. */
  private async keep(ends: readonly JournalEntry[]): Promise<void> {
    if (ends.length > 0) await this.store(ends).catch(() => undefined);
  }

  private count(entries: readonly JournalEntry[]): void {
    for (const entry of entries) {
      this.#known.add(entry.sequenceID);
      this.#entries.push(entry);
    }
  }

  private requireOpen(): void {
    if (this.#refusal !== undefined) throw this.#refusal;
  }
}

/** Announces a call of a provider. Steps of resources that stay as they are begin without an operation. */
function reachesOut({ kind, operation }: JournalEntry): boolean {
  return kind === JOURNAL_KIND.begin && operation !== undefined;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
