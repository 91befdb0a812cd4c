import { type Clock, systemClock } from './clock.js';
import { lockLost } from './errors.js';
import { LeaseTerm } from './lease-term.js';
import type { LockRecord, LockStore } from './lock-store.js';
import { type TakeLockOptions, type TakenLock, takeLock } from './take-lock.js';

export interface AcquireLeaseOptions extends Omit<TakeLockOptions, 'clock' | 'waitMs'> {
  readonly clock?: Clock;
  /** Lock timeout in milliseconds; none by default. */
  readonly waitMs?: number;
  /** Renews the lock; by default a timer of this thread does. */
  readonly keep?: KeepLease;
}

/** A lock that is renewed until it is released. */
export interface Lease {
  readonly lock: LockRecord;
  /** Every write of state and journal carries it. */
  readonly fence: number;
  /** Aborted, with `LockLost` as its reason, as soon as it is known that the lock is not ours any more. */
  readonly lost: AbortSignal;
  /** Locks of dead holders that were removed to get this one, for the audit. */
  readonly tookOver: readonly LockRecord[];
  /** To be called before every step. Throws `LockLost`. */
  assertHeld(): void;
  /** Stops renewing and frees the lock. Freeing one that is lost does nothing. */
  release(): Promise<void>;
}

export interface LeaseToKeep {
  readonly store: LockStore;
  readonly taken: TakenLock;
  /** What every renewal gives the lock anew. */
  readonly ttlSeconds: number;
  readonly clock: Clock;
  /** Told of every renewal that has arrived. */
  readonly onRenewed?: (renewed: Pick<TakenLock, 'lock' | 'since'>) => void;
}

/** Renews a lock that was just taken, three times a lease. */
export type KeepLease = (lease: LeaseToKeep) => Lease;

/** Takes the lock, waiting and taking over by the rules of `takeLock`, and has it renewed. Throws `LockHeld`. */
export async function acquireLease(options: AcquireLeaseOptions): Promise<Lease> {
  const { store, request, clock = systemClock, waitMs = 0, keep = keepLease } = options;
  const taken = await takeLock({ ...options, clock, waitMs });
  return keep({ store, clock, taken, ttlSeconds: request.ttlSeconds });
}

/** By timers of this thread: while it is busy nothing is renewed. */
export const keepLease: KeepLease = (lease) => new RenewedLease(lease);

class RenewedLease implements Lease {
  readonly tookOver: readonly LockRecord[];
  readonly #of: LeaseToKeep;
  readonly #term: LeaseTerm;
  #lastFailure: unknown;
  #cancelRenewal = () => {};
  #cancelDeadline = () => {};

  constructor(of: LeaseToKeep) {
    this.#of = of;
    this.#term = new LeaseTerm(of.clock, of.taken);
    this.tookOver = of.taken.tookOver;
    this.#renewIn(Math.max(0, this.#renewEveryMs() - this.#term.ageMs));
    this.#watchDeadline();
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
    this.#term.assertHeld(this.#lastFailure);
  }

  async release(): Promise<void> {
    if (this.#term.hasEnded) return;
    this.#term.end();
    this.#stop();
    await this.#of.store.release(this.lock);
  }

  #renewEveryMs(): number {
    return this.#term.leaseMs / 3;
  }

  #renewIn(ms: number): void {
    if (this.#term.isOver) return;
    this.#cancelRenewal = this.#of.clock.after(ms, () => void this.#renew());
  }

  async #renew(): Promise<void> {
    if (this.#term.isOver) return;
    const { store, clock, ttlSeconds, onRenewed } = this.#of;
    const since = { monotonic: clock.monotonic(), wall: clock.wall() };
    try {
      const lock = await store.renew(this.lock, ttlSeconds);
      if (this.#term.isOver) return;
      if (lock === undefined) return this.#lose('another run took it over, or someone removed it');
      this.#term.renewed({ lock, since });
      onRenewed?.({ lock, since });
      this.#watchDeadline();
      this.#renewIn(this.#renewEveryMs());
    } catch (error) {
      this.#lastFailure = error;
      this.#renewIn(Math.min(1000, this.#renewEveryMs() / 10));
    }
  }

  #watchDeadline(): void {
    this.#cancelDeadline();
    if (this.#term.isOver) return;
    this.#cancelDeadline = this.#of.clock.after(Math.max(0, this.#term.leaseMs - this.#term.ageMs), () => {
      if (this.#term.ageMs < this.#term.leaseMs) return this.#watchDeadline();
      this.#stop();
      this.#term.loseByAge(this.#lastFailure);
    });
  }

  #lose(why: string): void {
    this.#stop();
    this.#term.lose(lockLost(this.lock, why));
  }

  #stop(): void {
    this.#cancelRenewal();
    this.#cancelDeadline();
  }
}
