import { JOURNAL_KIND, type JournalEntry } from '../../../../src/core/engine/journal-entry.js';
import type { SeenCall } from './cut-process.js';

/** Follows a process's journals: which calls of the cloud it has announced there and not made yet. */
export class AnnouncedCalls {
  /** URN of each operation that was begun, by journal and number, until its call is made or it has ended without one. */
  readonly #waiting = new Map<string, string | undefined>();

  see({ to, name, changes }: SeenCall, argument: unknown): void {
    if (to === 'cloud' && changes) this.#made((argument as { readonly urn?: string }).urn);
    if (to === 'objects' && name === 'write')
      this.#written(argument as { readonly key: string; readonly text: string });
  }

  /** Also of steps that need no call, such as those of default providers, until they have ended. */
  get isWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  #written({ key, text }: { readonly key: string; readonly text: string }): void {
    const journal = /^(.*\/journal)\/\d+$/.exec(key)?.[1];
    if (journal === undefined) return;
    const { entries = [] } = JSON.parse(text) as { readonly entries?: readonly JournalEntry[] };
    for (const { kind, operationID, operation } of entries) {
      const id = `${journal} ${operationID}`;
      if (kind === JOURNAL_KIND.begin) this.#waiting.set(id, operation?.resource.urn);
      if (kind === JOURNAL_KIND.success || kind === JOURNAL_KIND.failure) this.#waiting.delete(id);
    }
  }

  #made(urn: string | undefined): void {
    const first = [...this.#waiting].find(([, of]) => of === urn);
    if (first !== undefined) this.#waiting.delete(first[0]);
  }
}
