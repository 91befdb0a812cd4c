import type { Clock } from './clock.js';
import { lockLost } from './errors.js';
import type { LockRecord } from './lock-store.js';
import type { TakenLock } from './take-lock.js';

/** A lock as long as it counts as ours: until a whole lease has passed since the last renewal that is known of. */
export class LeaseTerm {
  readonly #clock: Clock;
  readonly #lost = new AbortController();
  #lock: LockRecord;
  #since: TakenLock['since'];
  #ended = false;

  constructor(clock: Clock, { lock, since }: Pick<TakenLock, 'lock' | 'since'>) {
    this.#clock = clock;
    this.#lock = lock;
    this.#since = since;
  }

  get lock(): LockRecord {
    return this.#lock;
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  get hasEnded(): boolean {
    return this.#ended;
  }

  get isOver(): boolean {
    return this.#ended || this.#lost.signal.aborted;
  }

  get leaseMs(): number {
    return this.#lock.leaseSeconds * 1000;
  }

  /**
   * Since the last renewal that is known to have arrived, counted from when it was *sent*. The larger of both clocks: the
   * monotonic one stands still while a laptop sleeps.
   */
  get ageMs(): number {
    return Math.max(this.#clock.monotonic() - this.#since.monotonic, this.#clock.wall() - this.#since.wall);
  }

  renewed({ lock, since }: Pick<TakenLock, 'lock' | 'since'>): void {
    this.#lock = lock;
    this.#since = since;
  }

  /** Throws `LockLost`, or what the lease was lost by. */
  assertHeld(cause?: unknown): void {
    if (!this.isOver && this.ageMs >= this.leaseMs) this.loseByAge(cause);
    this.#lost.signal.throwIfAborted();
    if (this.#ended) throw lockLost(this.#lock, 'it was released');
  }

  /** `cause`: why the last renewal failed. */
  loseByAge(cause?: unknown): void {
    const why = cause instanceof Error ? ` (${cause.message})` : '';
    this.lose(lockLost(this.#lock, `it could not be renewed for ${this.#lock.leaseSeconds} s${why}`));
  }

  lose(error: Error): void {
    if (!this.isOver) this.#lost.abort(error);
  }

  /** Released: it can be lost no more. */
  end(): void {
    this.#ended = true;
  }
}
