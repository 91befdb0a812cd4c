import { isPankaError } from '../../core/diagnostics/panka-error.js';
import type { KeepLease, Lease, LeaseToKeep } from '../../core/locks/lease.js';
import { LeaseTerm } from '../../core/locks/lease-term.js';
import type { LockRecord } from '../../core/locks/lock-store.js';
import { arrivedError } from './crossing-error.js';
import type { RunThread } from './run-thread.js';

/** Has leases renewed by the run's thread, so that they are kept however long the main thread is busy. */
export function keepInThread(thread: RunThread): KeepLease {
  return (lease) => new FollowedLease(thread, lease);
}

/** A lease as the main thread knows it from what the run's thread tells. It is lost with that thread. */
class FollowedLease implements Lease {
  readonly tookOver: readonly LockRecord[];
  readonly #term: LeaseTerm;
  readonly #unfollow: () => void;

  constructor(
    private readonly thread: RunThread,
    private readonly of: LeaseToKeep,
  ) {
    const { taken, clock, ttlSeconds } = of;
    const { lockId } = taken.lock;
    const term = new LeaseTerm(clock, taken);
    this.#term = term;
    this.tookOver = taken.tookOver;
    const forget = thread.listen(lockId, {
      renewed: (_lockId, renewed) => term.renewed(renewed),
      lost: (_lockId, error) => term.lose(arrivedError(error)),
    });
    const unwatch = thread.onEnd((error) => term.lose(error));
    thread.port.call('keepLease', taken, ttlSeconds).catch((error: Error) => term.lose(error));
    this.#unfollow = () => {
      forget();
      unwatch();
    };
  }

  get lock(): LockRecord {
    return this.#term.lock;
  }

  get fence(): number {
    return this.lock.fence;
  }

  get lost(): AbortSignal {
    return this.#term.lost;
  }

  assertHeld(): void {
    this.thread.catchUp();
    this.#term.assertHeld();
  }

  /** Where the thread has ended, by the store of this one. */
  async release(): Promise<void> {
    if (this.#term.hasEnded) return;
    this.#term.end();
    this.#unfollow();
    try {
      await this.thread.port.call('releaseLease', this.lock.lockId);
    } catch (error) {
      if (!isPankaError(error) || error.code !== 'RunThreadEnded') throw error;
      await this.of.store.release(this.lock);
    }
  }
}
