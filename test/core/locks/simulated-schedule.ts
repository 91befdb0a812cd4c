import { expect } from 'chai';
import { isPankaError } from '../../../src/core/diagnostics/panka-error.js';
import type { LockScope } from '../../../src/core/locks/lock-store.js';
import { ObjectStateStore } from '../../../src/core/state/object-state-store.js';
import { MemoryLockStore } from './memory-lock-store.js';
import { type Fate, remoteLocks, remoteObjects, SimulatedNetwork } from './simulated-network.js';
import { deploy, replay, type SimulatedRun } from './simulated-run.js';
import { SimulatedServer } from './simulated-server.js';
import { SimulatedProcess, SimulatedWorld } from './simulated-world.js';

/** What one process is to do, and what is to happen to it. Times in milliseconds. */
export interface Actor {
  /** Index into `SCOPES`. */
  readonly scope: number;
  readonly startAt: number;
  readonly wallOffset: number;
  readonly sleeps: boolean;
  readonly host: number;
  readonly waitMs: number;
  readonly steps: number;
  readonly stepMs: number;
  readonly runs: number;
  /** Right after its nth request was sent: what comes of it is seen `ms` later. */
  readonly pauses: readonly { readonly request: number; readonly ms: number }[];
  readonly stops: readonly { readonly at: number; readonly ms: number }[];
  /** Dies when its nth request was sent. */
  readonly killAfter: number | null;
}

export interface Schedule {
  readonly isMixed: boolean;
  /** Nobody asks whether the lease is still held: the journal alone must hold. */
  readonly isCareless: boolean;
  readonly actors: readonly Actor[];
  readonly fates: readonly Fate[];
  /** When somebody empties the lock table. */
  readonly wipes: readonly number[];
}

export interface Tally {
  runs: number;
  calls: number;
  takeOvers: number;
  /** How runs ended, and how often. */
  readonly ends: Map<string, number>;
}

const STACK: LockScope = { stack: 'shop', environment: 'prod' };
export const SCOPES: readonly LockScope[] = [
  STACK,
  { ...STACK, service: 'a' },
  { ...STACK, service: 'b' },
  { ...STACK, service: 'a', component: 'x' },
  { ...STACK, service: 'a', component: 'y' },
];
const LEASE_MS = 30_000;
const CALM: Fate = { kind: 'answered', out: 1, back: 1, lag: 0 };
/** How a run may end under faults. Anything else is a fault of ours. */
const FAIR_ENDS = ['done', 'timeout', 'LockHeld', 'LockLost', 'StateFenced', 'StateConflict', 'JournalSealed'];

/** Plays a schedule against lease, fence and journal, then lets one last run clear up, and checks what must hold. */
export class SchedulePlay {
  readonly #world = new SimulatedWorld();
  readonly #server = new SimulatedServer();
  readonly #processes: SimulatedProcess[] = [];
  readonly #schedule: Schedule;
  readonly #tally: Tally;
  #requests = 0;

  constructor(schedule: Schedule, tally: Tally) {
    this.#schedule = schedule;
    this.#tally = tally;
  }

  async play(): Promise<void> {
    const world = this.#world;
    const actors = this.#schedule.actors.map((actor, index) => this.#live(actor, index));
    for (const at of this.#schedule.wipes) world.at(at, () => this.#server.locks.tables.clear());
    await world.until(Promise.all(actors), 3_600_000);
    // What is still on the way arrives, and nobody is left: now the lock must be free within a lease.
    await world.advance(200_000);
    const last = this.#start({ host: 'elsewhere', pid: 99 });
    const run = this.#runOf('last', last, { waitMs: LEASE_MS + 3000, nextFate: () => CALM });
    await world.until(deploy(run), LEASE_MS + 60_000);
    this.#count('done');
    await this.#check();
  }

  #live(actor: Actor, index: number): Promise<void> {
    const process = this.#start({ ...actor, host: `host-${actor.host}`, pid: index });
    for (const stop of actor.stops) this.#world.at(stop.at, () => process.pause(stop.ms));
    const scope = this.#schedule.isMixed ? SCOPES[actor.scope]! : STACK;
    return new Promise((resolve) => {
      let requests = 0;
      const onSent = () => {
        requests += 1;
        for (const pause of actor.pauses) if (pause.request === requests) process.pause(pause.ms);
        if (actor.killAfter !== null && actor.killAfter < requests) process.kill();
        if (process.isDead) resolve();
      };
      const runs = Array.from({ length: actor.runs }, (_, n) =>
        this.#runOf(`run-${index}.${n + 1}`, process, { ...actor, scope, onSent }),
      );
      void this.#runAll(runs, actor.startAt).then(resolve);
    });
  }

  async #runAll(runs: readonly SimulatedRun[], startAt: number): Promise<void> {
    await runs[0]!.process.sleep(startAt);
    for (const run of runs) {
      this.#tally.runs += 1;
      await deploy(run).then(
        () => this.#count('done'),
        (error) => this.#count(nameOf(error)),
      );
    }
  }

  #start(traits: Partial<SimulatedProcess['traits']>): SimulatedProcess {
    const process = new SimulatedProcess(this.#world, traits);
    this.#processes.push(process);
    return process;
  }

  #runOf(
    id: string,
    process: SimulatedProcess,
    change: Partial<SimulatedRun> & { onSent?: () => void; nextFate?: () => Fate },
  ): SimulatedRun {
    const { isMixed, isCareless } = this.#schedule;
    const network = new SimulatedNetwork(this.#world, process, {
      nextFate: change.nextFate ?? (() => this.#nextFate()),
      onSent: change.onSent,
    });
    const wall = () => process.wall();
    return {
      id,
      process,
      isMixed,
      isCareless,
      scope: STACK,
      waitMs: 0,
      steps: 1,
      stepMs: 0,
      state: new ObjectStateStore(remoteObjects(this.#server, network), { now: wall }),
      locks: remoteLocks(new MemoryLockStore(this.#server.locks, process.traits, wall), network),
      processAlive: async (lock) => this.#liveness(process, lock),
      onTakeOver: (count) => {
        this.#tally.takeOvers += count;
      },
      onCall: () => this.#call(id),
      ...change,
    };
  }

  #nextFate(): Fate {
    const { fates } = this.#schedule;
    this.#requests += 1;
    return fates[(this.#requests - 1) % fates.length]!;
  }

  #liveness(asking: SimulatedProcess, holder: { readonly host: string; readonly pid: number }): string {
    if (holder.host !== asking.traits.host) return 'unknown';
    return this.#processes.find((other) => other.traits.pid === holder.pid)!.isDead ? 'gone' : 'alive';
  }

  /** Who acts holds the lock at that moment, unless somebody has emptied the table or the run never asks. */
  #call(id: string): void {
    const { wipes, isCareless } = this.#schedule;
    this.#tally.calls += 1;
    const isHeld = this.#server.locks.all.some((lock) => lock.lockId === id);
    if (!isHeld && wipes.length === 0 && !isCareless) this.#server.violations.push(`${id} acted without its lock`);
  }

  #count(end: string): void {
    this.#tally.ends.set(end, (this.#tally.ends.get(end) ?? 0) + 1);
    if (!FAIR_ENDS.includes(end)) this.#server.violations.push(`a run ended with ${end}`);
  }

  async #check(): Promise<void> {
    expect(this.#server.violations).to.deep.equal([]);
    const { units } = new ObjectStateStore(this.#server);
    for (const unit of await units.list!(STACK)) {
      const checkpoint = await units.readCheckpoint(STACK, unit);
      const kept = checkpoint.found ? (checkpoint.value.resources ?? []) : [];
      expect(kept, unit).to.deep.equal(replay(undefined, this.#server.entriesOf(unit)).resources);
    }
    expect(this.#server.locks.all).to.deep.equal([]);
  }
}

function nameOf(error: unknown): string {
  if (isPankaError(error)) return error.code;
  return error instanceof Error ? error.message : String(error);
}
