import type { StateJournal } from './state-store.js';

/**
 * A journal whose `append` resolves only while the lock is held. A process that was stopped while its entry was on the way
 * would otherwise go on to the provider call although another run has taken over, sealed the journal and looked for what the
 * call may have made. `assertHeld` throws when the lease is lost; the entry is written all the same, for the journal's slot decides, not
 * the lease: what a call has made is worth knowing.
 */
export function guardedJournal(journal: StateJournal, assertHeld: () => void): StateJournal {
  return {
    append: async (entries) => {
      await journal.append(entries);
      assertHeld();
    },
    close: () => journal.close(),
  };
}
