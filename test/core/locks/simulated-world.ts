import type { Clock } from '../../../src/core/locks/clock.js';

interface Event {
  readonly at: number;
  readonly order: number;
  readonly call: () => void;
}

/** Virtual time: events happen in order, and all that follows from one happens before the next. */
export class SimulatedWorld {
  /** Milliseconds since the world began. */
  time = 0;
  #events: Event[] = [];
  #order = 0;

  at(time: number, call: () => void): void {
    this.#order += 1;
    const event = { at: Math.max(time, this.time), order: this.#order, call };
    const index = this.#events.findLastIndex((other) => other.at <= event.at);
    this.#events.splice(index + 1, 0, event);
  }

  /** Lets `ms` pass. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await drain();
    while (this.#events.length > 0 && this.#events[0]!.at <= end) {
      const event = this.#events.shift()!;
      this.time = event.at;
      event.call();
      await drain();
    }
    this.time = end;
  }

  /** Runs until the action has ended, or for `limit` milliseconds. */
  async until<T>(action: Promise<T>, limit: number): Promise<T> {
    let ended = false;
    const watched = action.finally(() => {
      ended = true;
    });
    watched.catch(() => {});
    const end = this.time + limit;
    await drain();
    while (!ended && this.time < end) await this.advance(Math.min(end, this.#events[0]?.at ?? end) - this.time);
    if (!ended) throw new Error(`still not done after ${limit} ms`);
    return watched;
  }
}

export interface ProcessTraits {
  readonly host: string;
  readonly pid: number;
  /** How wrong its wall clock is, milliseconds. */
  readonly wallOffset: number;
  /** A pause is a sleeping laptop: the monotonic clock stands still, the wall clock does not. */
  readonly sleeps: boolean;
}

const EPOCH = Date.parse('2026-01-01T00:00:00.000Z');

/** A process that can be paused and killed; its clock. Nothing happens in it while it is paused, and nothing at all once dead. */
export class SimulatedProcess implements Clock {
  readonly traits: ProcessTraits;
  isDead = false;
  readonly #world: SimulatedWorld;
  #pausedUntil = 0;
  #slept = 0;

  constructor(world: SimulatedWorld, traits: Partial<ProcessTraits> = {}) {
    this.#world = world;
    this.traits = { host: 'one', pid: 1, wallOffset: 0, sleeps: false, ...traits };
  }

  wall(): number {
    return EPOCH + this.#world.time + this.traits.wallOffset;
  }

  monotonic(): number {
    return this.#world.time - this.#slept;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const cancel = this.after(ms, resolve);
      signal?.addEventListener('abort', () => {
        cancel();
        reject(signal.reason);
      });
    });
  }

  after(ms: number, call: () => void): () => void {
    let cancelled = false;
    this.#world.at(this.#world.time + ms, () => this.resume(() => !cancelled && call()));
    return () => {
      cancelled = true;
    };
  }

  /** Calls in this process: now, or when its pause is over. */
  resume(call: () => void): void {
    if (this.isDead) return;
    if (this.#world.time >= this.#pausedUntil) call();
    else this.#world.at(this.#pausedUntil, () => this.resume(call));
  }

  pause(ms: number): void {
    if (this.#world.time < this.#pausedUntil) return;
    this.#pausedUntil = this.#world.time + ms;
    if (this.traits.sleeps) this.#world.at(this.#pausedUntil, () => (this.#slept += ms));
  }

  kill(): void {
    this.isDead = true;
  }
}

function drain(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
