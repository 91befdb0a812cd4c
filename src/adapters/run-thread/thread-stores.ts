import { systemClock } from '../../core/locks/clock.js';
import { keepLease, type Lease } from '../../core/locks/lease.js';
import { guardedJournal } from '../../core/state/guarded-journal.js';
import type { StateJournal } from '../../core/state/state-store.js';
import { openStores, type Stores } from '../configured-stores/open-stores.js';
import { crossingError } from './crossing-error.js';
import type { MainCalls, ThreadCalls } from './thread-calls.js';
import type { ThreadPort } from './thread-port.js';

type StoreCalls = Pick<
  ThreadCalls,
  'openStores' | 'keepLease' | 'releaseLease' | 'beginJournal' | 'append' | 'closeJournal'
>;

/** The run's leases and journals, written by clients of this thread. */
export class ThreadStores implements StoreCalls {
  readonly #leases = new Map<string, Lease>();
  readonly #journals = new Map<string, StateJournal>();
  #stores: Promise<Stores> | undefined;

  constructor(private readonly main: () => ThreadPort<MainCalls>) {}

  openStores: ThreadCalls['openStores'] = async (request) => {
    this.#stores = openStores(request);
    (await this.#stores).watchSpool((event) => this.main().tell('spool', event));
  };

  keepLease: ThreadCalls['keepLease'] = async (taken, ttlSeconds) => {
    const { locks } = await this.#opened();
    const { lockId } = taken.lock;
    const lease = keepLease({
      store: locks,
      clock: systemClock,
      taken,
      ttlSeconds,
      onRenewed: (renewed) => this.main().tell('renewed', lockId, renewed),
    });
    lease.lost.addEventListener('abort', () => this.main().tell('lost', lockId, crossingError(lease.lost.reason)));
    this.#leases.set(lockId, lease);
  };

  releaseLease: ThreadCalls['releaseLease'] = async (lockId) => {
    const lease = this.#leases.get(lockId);
    this.#leases.delete(lockId);
    await lease?.release();
  };

  beginJournal: ThreadCalls['beginJournal'] = async ({ journal, lockId, at, unit, meta }) => {
    const { state } = await this.#opened();
    const lease = this.#leases.get(lockId);
    if (lease === undefined) throw new Error(`the lease "${lockId}" is not kept here`);
    const begun = await state.units.beginUpdate(at, unit, meta);
    this.#journals.set(
      journal,
      guardedJournal(begun, () => lease.assertHeld()),
    );
  };

  append: ThreadCalls['append'] = (journal, entries) => this.journal(journal).append(entries);

  closeJournal: ThreadCalls['closeJournal'] = async (journal) => {
    const open = this.journal(journal);
    this.#journals.delete(journal);
    await open.close();
  };

  journal(name: string): StateJournal {
    const journal = this.#journals.get(name);
    if (journal === undefined) throw new Error(`the journal "${name}" is not open here`);
    return journal;
  }

  #opened(): Promise<Stores> {
    if (this.#stores === undefined) throw new Error('the stores of this run are not open');
    return this.#stores;
  }
}
