import { type Clock, systemClock } from './clock.js';
import { lockLost } from './errors.js';
import type { LockRecord, LockStore } from './lock-store.js';
import { type TakeLockOptions, type TakenLock, takeLock } from './take-lock.js';

export interface AcquireLeaseOptions extends Omit<TakeLockOptions, 'clock' | 'waitMs'> {
  readonly clock?: Clock;
  /** Lock timeout in milliseconds; none by default. */
  readonly waitMs?: number;
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

/** Takes the lock, waiting and taking over by the rules of `takeLock`, and renews it three times a lease. Throws `LockHeld`. */
export async function acquireLease(options: AcquireLeaseOptions): Promise<Lease> {
  const clock = options.clock ?? systemClock;
  const taken = await takeLock({ ...options, clock, waitMs: options.waitMs ?? 0 });
  return new RenewedLease(options.store, clock, { taken, ttlSeconds: options.request.ttlSeconds });
}

class RenewedLease implements Lease {
  readonly tookOver: readonly LockRecord[];
  readonly #store: LockStore;
  readonly #clock: Clock;
  readonly #ttlSeconds: number;
  readonly #lost = new AbortController();
  #lock: LockRecord;
  #since: TakenLock['since'];
  #released = false;
  #cancelRenewal = () => {};
  #cancelDeadline = () => {};

  constructor(store: LockStore, clock: Clock, of: { readonly taken: TakenLock; readonly ttlSeconds: number }) {
    this.#store = store;
    this.#clock = clock;
    this.#ttlSeconds = of.ttlSeconds;
    this.#lock = of.taken.lock;
    this.#since = of.taken.since;
    this.tookOver = of.taken.tookOver;
    this.#renewIn(Math.max(0, this.#renewEveryMs() - this.#ageMs()));
    this.#watchDeadline();
  }

  get lock(): LockRecord {
    return this.#lock;
  }

  get fence(): number {
    return this.#lock.fence;
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  assertHeld(): void {
    if (!this.#released && !this.#lost.signal.aborted && this.#ageMs() >= this.#leaseMs()) this.#loseByAge();
    this.#lost.signal.throwIfAborted();
    if (this.#released) throw lockLost(this.#lock, 'it was released');
  }

  async release(): Promise<void> {
    if (this.#released) return;
    this.#released = true;
    this.#stop();
    await this.#store.release(this.#lock);
  }

  /**
   * Since the last renewal that is known to have arrived, counted from when it was *sent*. The larger of both clocks: the
   * monotonic one stands still while a laptop sleeps.
   */
  #ageMs(): number {
    return Math.max(this.#clock.monotonic() - this.#since.monotonic, this.#clock.wall() - this.#since.wall);
  }

  #leaseMs(): number {
    return this.#lock.leaseSeconds * 1000;
  }

  #renewEveryMs(): number {
    return this.#leaseMs() / 3;
  }

  #renewIn(ms: number): void {
    if (this.#isOver()) return;
    this.#cancelRenewal = this.#clock.after(ms, () => void this.#renew());
  }

  async #renew(): Promise<void> {
    const since = { monotonic: this.#clock.monotonic(), wall: this.#clock.wall() };
    try {
      const renewed = await this.#store.renew(this.#lock, this.#ttlSeconds);
      if (this.#isOver()) return;
      if (renewed === undefined) return this.#lose('another run took it over, or someone removed it');
      this.#lock = renewed;
      this.#since = since;
      this.#watchDeadline();
      this.#renewIn(this.#renewEveryMs());
    } catch (error) {
      this.#lastFailure = error;
      this.#renewIn(Math.min(1000, this.#renewEveryMs() / 10));
    }
  }

  #lastFailure: unknown;

  #watchDeadline(): void {
    this.#cancelDeadline();
    if (this.#isOver()) return;
    this.#cancelDeadline = this.#clock.after(Math.max(0, this.#leaseMs() - this.#ageMs()), () => {
      if (this.#ageMs() >= this.#leaseMs()) this.#loseByAge();
      else this.#watchDeadline();
    });
  }

  #loseByAge(): void {
    const cause = this.#lastFailure instanceof Error ? ` (${this.#lastFailure.message})` : '';
    this.#lose(`it could not be renewed for ${this.#lock.leaseSeconds} s${cause}`);
  }

  #lose(why: string): void {
    if (this.#isOver()) return;
    this.#stop();
    this.#lost.abort(lockLost(this.#lock, why));
  }

  #isOver(): boolean {
    return this.#released || this.#lost.signal.aborted;
  }

  #stop(): void {
    this.#cancelRenewal();
    this.#cancelDeadline();
  }
}
