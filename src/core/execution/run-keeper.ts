import type { KeepLease, Lease } from '../locks/lease.js';
import type { StateAddress, StateJournal, UpdateMeta } from '../state/state-store.js';

export interface JournalToKeep {
  readonly at: StateAddress;
  readonly unit: string;
  readonly meta: UpdateMeta;
  /** One that this keeper keeps. */
  readonly lease: Lease;
}

/** Keeps what a run must not lose while its program keeps this thread busy: elsewhere the lock is renewed and the journal written. */
export interface RunKeeper {
  /** Resolves when it is ready to, so that no lock is held that nobody renews. Starts once. */
  start(): Promise<KeepLease>;
  /** As `UnitStore.beginUpdate`, with a journal that takes entries only while the lease is held. */
  beginJournal(journal: JournalToKeep): Promise<StateJournal>;
}
