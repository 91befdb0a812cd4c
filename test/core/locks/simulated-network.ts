import type { LockStore } from '../../../src/core/locks/lock-store.js';
import type { ObjectStore } from '../../../src/core/state/object-store.js';
import type { SimulatedProcess, SimulatedWorld } from './simulated-world.js';

/** What happens to one request. Milliseconds. */
export interface Fate {
  readonly kind: 'answered' | 'request lost' | 'reply lost' | 'doubled';
  readonly out: number;
  readonly back: number;
  /** When the repetition of a doubled request arrives, after the first one. */
  readonly lag: number;
}

export interface Conditions {
  readonly nextFate: () => Fate;
  /** Called when a request is on its way. */
  readonly onSent: (() => void) | undefined;
}

const TIMEOUT_MS = 5000;
const TRIES = 3;

/** Carries the requests of one process to a server, each with the next fate of the schedule. */
export class SimulatedNetwork {
  readonly #world: SimulatedWorld;
  readonly #process: SimulatedProcess;
  readonly #conditions: Conditions;

  constructor(world: SimulatedWorld, process: SimulatedProcess, conditions: Conditions) {
    this.#world = world;
    this.#process = process;
    this.#conditions = conditions;
  }

  /** The server carries it out also when the sender has given up or died. */
  send<T>(request: () => Promise<T>): Promise<T> {
    const fate = this.#conditions.nextFate();
    const world = this.#world;
    return new Promise((resolve, reject) => {
      this.#process.after(TIMEOUT_MS, () => reject(new Error('timeout')));
      this.#conditions.onSent?.();
      if (fate.kind === 'request lost') return;
      world.at(world.time + fate.out, async () => {
        const reply = await request();
        if (fate.kind !== 'reply lost')
          world.at(world.time + fate.back, () => this.#process.resume(() => resolve(reply)));
      });
      if (fate.kind === 'doubled') world.at(world.time + fate.out + fate.lag, () => void request());
    });
  }

  /** As the clients of buckets do it: a request without a reply is sent again. */
  async insist<T>(request: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.send(request);
      } catch (error) {
        if (tries === TRIES) throw error;
      }
    }
  }
}

export function remoteObjects(objects: ObjectStore, network: SimulatedNetwork): ObjectStore {
  return {
    read: (key) => network.insist(() => objects.read(key)),
    write: (write) => network.insist(() => objects.write(write)),
    list: (prefix) => network.insist(() => objects.list(prefix)),
    remove: (keys) => network.insist(() => objects.remove(keys)),
    describe: (key) => objects.describe(key),
  };
}

export function remoteLocks(locks: LockStore, network: SimulatedNetwork): LockStore {
  return {
    acquire: (request) => network.send(() => locks.acquire(request)),
    renew: (lock, ttlSeconds) => network.send(() => locks.renew(lock, ttlSeconds)),
    release: (lock) => network.send(() => locks.release(lock)),
    list: (filter) => network.send(() => locks.list(filter)),
    evict: (lock) => network.send(() => locks.evict(lock)),
  };
}
