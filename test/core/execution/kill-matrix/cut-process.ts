import type { ResourceProvider } from '../../../../src/core/engine/resource-provider.js';
import type { Clock } from '../../../../src/core/locks/clock.js';
import type { LockStore } from '../../../../src/core/locks/lock-store.js';
import type { ObjectStore } from '../../../../src/core/state/object-store.js';
import type { SimulatedWorld } from '../../locks/simulated-world.js';
import { AnnouncedCalls } from './announced-calls.js';

/**
 * What happens at a call. `before`: the process is gone, and the call never arrived. `after`: it was carried out, and nobody
 * hears the answer. `paused`: the process stops, and goes on, with this very call first, when another run has done its work.
 * `late`: the same, and its clock stood still meanwhile, so that it believes in its lease. It stops between two steps then:
 * once a journal entry is stored, nothing holds up the call that the entry announces.
 */
export type CutMode = 'before' | 'after' | 'paused' | 'late';

export interface Cut {
  /** Number of the call, from 1. */
  readonly nth: number;
  readonly mode: CutMode;
}

export interface SeenCall {
  readonly to: 'objects' | 'locks' | 'cloud';
  readonly name: string;
  /** Whether it may change something. */
  readonly changes: boolean;
}

const READS = new Set(['read', 'list', 'check', 'diff', 'invoke', 'find']);
const EPOCH = Date.parse('2026-01-01T00:00:00.000Z');

/** One process: everything that it asks of the world is counted, and at one call it is cut off. */
export class CutProcess {
  readonly calls: SeenCall[] = [];
  readonly clock: ProcessClock;
  /** Resolves when the call is reached. */
  readonly reached: Promise<void>;
  #isReached: () => void = () => {};
  #isDead = false;
  #isCut = false;
  readonly #announced = new AnnouncedCalls();
  #locksAsked = 0;
  #gate: { readonly opened: Promise<void>; readonly open: () => void; readonly since: number } | undefined;

  constructor(
    private readonly world: SimulatedWorld,
    private readonly cut?: Cut,
  ) {
    this.clock = new ProcessClock(world, this);
    this.reached = new Promise((resolve) => {
      this.#isReached = resolve;
    });
  }

  objects(own: ObjectStore): ObjectStore {
    return this.#through('objects', own, ['read', 'write', 'list', 'remove']);
  }

  locks(own: LockStore): LockStore {
    return this.#through('locks', own, ['acquire', 'renew', 'release', 'list', 'evict']);
  }

  cloud(own: ResourceProvider): ResourceProvider {
    const calls = ['check', 'diff', 'create', 'update', 'delete', 'read', 'invoke', 'find'] as const;
    return this.#through('cloud', own, calls);
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  get isRunning(): boolean {
    return !this.#isDead && this.#gate === undefined;
  }

  /** A renewal on its way must not take longer than a lease, however slow the real server is. */
  get mayTimePass(): boolean {
    return !this.isRunning || this.#locksAsked === 0;
  }

  /** Whether it has taken a lock and not begun to give it back. */
  get holdsLock(): boolean {
    const names = this.calls.filter(({ to }) => to === 'locks').map(({ name }) => name);
    return names.lastIndexOf('acquire') > names.lastIndexOf('release');
  }

  /** A paused one goes on. */
  resume(): void {
    const gate = this.#gate;
    this.#gate = undefined;
    if (gate !== undefined && this.cut?.mode === 'late') this.clock.stoodStill += this.world.time - gate.since;
    gate?.open();
  }

  /** Calls in this process: now, when it goes on, or never. */
  whenRunning(call: () => void): void {
    if (this.#isDead) return;
    if (this.#gate === undefined) call();
    else void this.#gate.opened.then(call);
  }

  #through<T extends object>(to: SeenCall['to'], own: T, names: readonly (keyof T & string)[]): T {
    return new Proxy(own, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        if (!names.includes(name as keyof T & string)) return value.bind(target);
        return (...args: unknown[]) => {
          const isPreview = (args[0] as { preview?: boolean } | undefined)?.preview === true;
          const seen = { to, name: String(name), changes: !READS.has(String(name)) && !isPreview };
          const isCut = this.#isNow(seen);
          this.#announced.see(seen, args[0]);
          return this.#call(seen, isCut, async () => value.apply(target, args));
        };
      },
    });
  }

  async #call(seen: SeenCall, isCut: boolean, perform: () => Promise<unknown>): Promise<unknown> {
    if (this.#isDead) throw new Gone();
    this.calls.push(seen);
    const mode = isCut ? this.cut?.mode : undefined;
    if (mode === 'before' || mode === 'after') this.#isDead = true;
    if (mode === 'paused' || mode === 'late') this.#stop();
    if (mode === 'before') this.#isReached();
    if (mode === 'before') throw new Gone();
    // A call of the cloud that was begun is on its way: no fence can hold it up.
    if (seen.to !== 'cloud') await this.#gate?.opened;
    if (seen.to === 'locks') this.#locksAsked += 1;
    const answer = await perform().finally(() => {
      if (seen.to === 'locks') this.#locksAsked -= 1;
    });
    if (mode === 'after') this.#isReached();
    if (this.#isDead) throw new Gone();
    await this.#gate?.opened;
    return answer;
  }

  /** Whether it is this call at which it is cut off. */
  #isNow({ to }: SeenCall): boolean {
    if (this.cut === undefined || this.#isCut || this.calls.length + 1 < this.cut.nth) return false;
    if (this.cut.mode === 'late' && (to === 'cloud' || this.#announced.isWaiting)) return false;
    this.#isCut = true;
    return true;
  }

  #stop(): void {
    let open: () => void = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    this.#gate = { opened, open, since: this.world.time };
    this.#isReached();
  }
}

/** What a dead process would see, were there anybody to see it. */
export class Gone extends Error {
  constructor() {
    super('this process is gone');
  }
}

/** Virtual time as a process sees it; passes when somebody lets it pass. */
export class ProcessClock implements Clock {
  /** Milliseconds that it has missed. */
  stoodStill = 0;
  /** Calls that wait for time to pass. */
  private sleeping = 0;

  constructor(
    private readonly world: SimulatedWorld,
    private readonly process: CutProcess,
  ) {}

  get isWaiting(): boolean {
    return this.sleeping > 0 && this.process.isRunning;
  }

  wall(): number {
    return EPOCH + this.monotonic();
  }

  monotonic(): number {
    return this.world.time - this.stoodStill;
  }

  sleep(ms: number): Promise<void> {
    if (this.process.isDead) return Promise.reject(new Gone());
    this.sleeping += 1;
    return new Promise((resolve) => {
      this.after(ms, () => {
        this.sleeping -= 1;
        resolve();
      });
    });
  }

  after(ms: number, call: () => void): () => void {
    let isCancelled = false;
    this.world.at(this.world.time + ms, () => this.process.whenRunning(() => !isCancelled && call()));
    return () => {
      isCancelled = true;
    };
  }
}
