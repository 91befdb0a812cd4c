import { expect } from 'chai';
import { DynamoDBLockStore } from '../../../src/adapters/dynamodb-locks/dynamodb-lock-store.js';
import { isPankaError } from '../../../src/core/diagnostics/panka-error.js';
import { acquireLease, type Lease } from '../../../src/core/locks/lease.js';
import { parseLockKey, scopesExclude } from '../../../src/core/locks/lock-scope.js';
import type { LockScope } from '../../../src/core/locks/lock-store.js';
import { FencedRegister } from './fenced-register.js';
import { type Fate, SimulatedNetwork } from './simulated-network.js';
import { type Actor, SCOPES, type Tally } from './simulated-schedule.js';
import { SimulatedTable } from './simulated-table.js';
import { SimulatedProcess, SimulatedWorld } from './simulated-world.js';

export interface LockSchedule {
  readonly actors: readonly Actor[];
  readonly fates: readonly Fate[];
  /** When one lock is deleted from the table before its time, and which. */
  readonly deletions: readonly { readonly at: number; readonly lock: number }[];
  /** When the whole table is emptied. */
  readonly wipes: readonly number[];
}

const LEASE_SECONDS = 30;
const CALM: Fate = { kind: 'answered', out: 1, back: 1, lag: 0 };
const FAIR_ENDS = ['done', 'fenced', 'timeout', 'LockHeld', 'LockLost', 'LocksUnreadable', 'LocksUnwritable'];

/** One schedule of the locks alone, over the store for DynamoDB and a table that answers late, twice or not at all. */
export class LockPlay {
  readonly #world = new SimulatedWorld();
  readonly #table = new SimulatedTable();
  readonly #register = new FencedRegister();
  readonly #violations: string[] = [];
  readonly #processes: SimulatedProcess[] = [];
  #requests = 0;

  constructor(
    private readonly schedule: LockSchedule,
    private readonly tally: Tally,
  ) {}

  async play(): Promise<void> {
    const world = this.#world;
    const actors = this.schedule.actors.map((actor, index) => this.#live(actor, index));
    for (const { at, lock } of this.schedule.deletions) world.at(at, () => this.#table.deleteLock(lock));
    for (const at of this.schedule.wipes) world.at(at, () => this.#table.items.clear());
    await world.until(Promise.all(actors), 3_600_000);
    // What is still on the way arrives, and nobody is left: now every lock must be free within a lease.
    await world.advance(200_000);
    const last = this.#start({ host: 'elsewhere', pid: 99 });
    const network = this.#network(last, () => CALM);
    const end = await world.until(
      this.#run('last', { process: last, network, scope: SCOPES[0]!, waitMs: 33_000, steps: 1, stepMs: 0 }),
      90_000,
    );
    expect([end, ...this.#violations, ...this.#register.violations].join('; ')).to.equal('done');
    if (this.schedule.wipes.length === 0) expect(this.#table.lockIds).to.deep.equal([]);
  }

  #live(actor: Actor, index: number): Promise<void> {
    const process = this.#start({ ...actor, host: `host-${actor.host}`, pid: index });
    for (const stop of actor.stops) this.#world.at(stop.at, () => process.pause(stop.ms));
    return new Promise((resolve) => {
      let requests = 0;
      const onSent = () => {
        requests += 1;
        for (const pause of actor.pauses) if (pause.request === requests) process.pause(pause.ms);
        if (actor.killAfter !== null && actor.killAfter < requests) process.kill();
        if (process.isDead) resolve();
      };
      const network = this.#network(process, () => this.#nextFate(), onSent);
      const runs = async () => {
        await process.sleep(actor.startAt);
        for (let n = 1; n <= actor.runs; n += 1) {
          this.tally.runs += 1;
          this.#count(
            await this.#run(`run-${index}.${n}`, { ...actor, process, network, scope: SCOPES[actor.scope]! }),
          );
        }
      };
      void runs().then(resolve);
    });
  }

  /** How it ended. */
  async #run(id: string, run: Run): Promise<string> {
    try {
      await this.#deploy(id, run);
      return 'done';
    } catch (error) {
      return isPankaError(error) ? error.code : (error as Error).message;
    }
  }

  async #deploy(id: string, { process, network, scope, waitMs, steps, stepMs }: Run): Promise<void> {
    const fenceAbove = await network.insist(async () => this.#register.fence);
    const lease = await acquireLease({
      store: new DynamoDBLockStore({
        table: 'locks',
        client: async () => this.#table.client((request) => network.insist(request)),
        now: () => process.wall(),
        identity: process.traits,
        pause: (ms) => process.sleep(ms),
      }),
      clock: process,
      waitMs,
      processAlive: async (lock) => this.#liveness(process, lock),
      request: {
        ...{ scope, lockId: id, lockedBy: id, command: 'panka apply', fenceAbove },
        ...{ leaseSeconds: LEASE_SECONDS, ttlSeconds: 3600, metadata: { deployment_id: id } },
      },
    });
    this.tally.takeOvers += lease.tookOver.length;
    try {
      for (let step = 0; step < steps; step += 1) {
        lease.assertHeld();
        this.#act(id, lease);
        const { fence } = lease;
        if (!(await network.insist(async () => this.#register.write(id, scope, fence)))) throw new Error('fenced');
        await process.sleep(stepMs);
      }
    } finally {
      await lease.release();
    }
  }

  /** A lease that is thought to be held is held, unless its lock was deleted; no two locks exclude each other, unless the table was emptied. */
  #act(id: string, { lock }: Lease): void {
    this.tally.calls += 1;
    const { deletions, wipes } = this.schedule;
    if (deletions.length + wipes.length === 0 && !this.#table.lockIds.includes(id))
      this.#violations.push(`${id} goes on without its lock ${lock.lockKey}`);
    // In a table that was emptied by hand a request from before can put a dead lock back: it holds nobody up and cannot write
    // (docs/state-and-locks.md, "What was tested of locks and units"); that nobody writes without a valid fence is checked all the same.
    if (wipes.length > 0) return;
    const held = [...this.#table.items.keys()].flatMap((key) => parseLockKey(key) ?? []);
    for (const [n, one] of held.entries())
      if (held.slice(n + 1).some((other) => scopesExclude(one, other)))
        this.#violations.push(`two locks that exclude each other: ${[...this.#table.items.keys()].join(', ')}`);
  }

  #start(traits: Partial<SimulatedProcess['traits']>): SimulatedProcess {
    const process = new SimulatedProcess(this.#world, traits);
    this.#processes.push(process);
    return process;
  }

  #network(process: SimulatedProcess, nextFate: () => Fate, onSent?: () => void): SimulatedNetwork {
    return new SimulatedNetwork(this.#world, process, { nextFate, onSent });
  }

  #nextFate(): Fate {
    const { fates } = this.schedule;
    this.#requests += 1;
    return fates[(this.#requests - 1) % fates.length]!;
  }

  #liveness(asking: SimulatedProcess, holder: { readonly host: string; readonly pid: number }): string {
    if (holder.host !== asking.traits.host) return 'unknown';
    return this.#processes.find((other) => other.traits.pid === holder.pid)!.isDead ? 'gone' : 'alive';
  }

  #count(end: string): void {
    this.tally.ends.set(end, (this.tally.ends.get(end) ?? 0) + 1);
    if (!FAIR_ENDS.includes(end)) this.#violations.push(`a run ended with ${end}`);
  }
}

export async function loadSdk(): Promise<void> {
  const client = new SimulatedTable().client((request) => request());
  await new DynamoDBLockStore({ table: 'locks', client: async () => client }).list();
}

interface Run {
  readonly process: SimulatedProcess;
  readonly network: SimulatedNetwork;
  readonly scope: LockScope;
  readonly waitMs: number;
  readonly steps: number;
  readonly stepMs: number;
}
