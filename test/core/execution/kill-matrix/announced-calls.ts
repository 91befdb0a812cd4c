import { JOURNAL_KIND, type JournalEntry } from '../../../../src/core/engine/journal-entry.js';
import type { SeenCall } from './cut-process.js';

/** Follows a process's journal: which calls of the cloud it has announced there and not made yet. */
export class AnnouncedCalls {
  #begun = 0;
  #ended = 0;
  #made = 0;

  see({ to, name, changes }: SeenCall, argument: unknown): void {
    if (to === 'cloud' && changes) this.#made += 1;
    if (to !== 'objects' || name !== 'write') return;
    const { key, text } = argument as { readonly key: string; readonly text: string };
    if (!/\/journal\/\d+$/.test(key)) return;
    const { entries = [] } = JSON.parse(text) as { readonly entries?: readonly JournalEntry[] };
    this.#begun += entries.filter(({ kind }) => kind === JOURNAL_KIND.begin).length;
    this.#ended += entries.filter(({ kind }) => kind === JOURNAL_KIND.success || kind === JOURNAL_KIND.failure).length;
  }

  /** Steps that need no call end all the same. */
  get isWaiting(): boolean {
    return this.#begun > Math.max(this.#ended, this.#made);
  }
}
