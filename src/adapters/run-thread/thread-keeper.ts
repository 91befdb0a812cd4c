import { randomUUID } from 'node:crypto';
import type { RunKeeper } from '../../core/execution/run-keeper.js';
import type { KeepLease } from '../../core/locks/lease.js';
import type { StateJournal } from '../../core/state/state-store.js';
import type { StoresRequest } from '../configured-stores/open-stores.js';
import { keepInThread } from './followed-lease.js';
import type { RunThread } from './run-thread.js';

/** Keeps lease and journal in the run's thread, which opens the same stores once more for itself. */
export function threadKeeper(thread: RunThread, stores: StoresRequest): RunKeeper {
  let started: Promise<KeepLease> | undefined;
  return {
    start: () => {
      started ??= thread.port.call('openStores', stores).then(() => keepInThread(thread));
      return started;
    },
    beginJournal: async ({ at, unit, meta, lease }) => {
      const journal = randomUUID();
      await thread.port.call('beginJournal', { journal, lockId: lease.lock.lockId, at, unit, meta });
      return new ThreadJournal(thread, journal);
    },
  };
}

/** A journal of the run's thread. The server there writes to it without this thread. */
export class ThreadJournal implements StateJournal {
  constructor(
    readonly thread: RunThread,
    /** By which the thread knows it. */
    readonly name: string,
  ) {}

  append: StateJournal['append'] = (entries) => this.thread.port.call('append', this.name, entries);

  close(): Promise<void> {
    return this.thread.port.call('closeJournal', this.name);
  }
}
