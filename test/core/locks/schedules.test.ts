import { expect } from 'chai';
import fc from 'fast-check';
import { isPankaError } from '../../../src/core/diagnostics/panka-error.js';
import type { LockScope } from '../../../src/core/locks/lock-store.js';
import { ObjectStateStore } from '../../../src/core/state/object-state-store.js';
import { MemoryLockStore } from './memory-lock-store.js';
import { type Fate, remoteLocks, remoteObjects, SimulatedNetwork } from './simulated-network.js';
import { deploy, replay, type SimulatedRun } from './simulated-run.js';
import { SimulatedServer } from './simulated-server.js';
import { SimulatedProcess, SimulatedWorld } from './simulated-world.js';

const SCHEDULES = Number(process.env['PANKA_SCHEDULES'] ?? 300);
const SEED = Number(process.env['PANKA_SEED'] ?? Date.now() % 2 ** 31);
const SECOND = 1000;
const LEASE = 30 * SECOND;

const STACK: LockScope = { stack: 'shop', environment: 'prod' };
const SCOPES: readonly LockScope[] = [
  STACK,
  { ...STACK, service: 'a' },
  { ...STACK, service: 'b' },
  { ...STACK, service: 'a', component: 'x' },
  { ...STACK, service: 'a', component: 'y' },
];
/** How a run may end under faults. Anything else is a fault of ours. */
const FAIR_ENDS = ['LockHeld', 'LockLost', 'StateFenced', 'StateConflict', 'JournalSealed'];

interface Actor {
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

interface Schedule {
  readonly isMixed: boolean;
  /** Nobody asks whether the lease is still held: the journal alone must hold. */
  readonly isCareless: boolean;
  readonly actors: readonly Actor[];
  readonly fates: readonly Fate[];
  /** When somebody empties the lock table. */
  readonly wipes: readonly number[];
}

const ms = (max: number) => fc.integer({ min: 0, max });

const actor: fc.Arbitrary<Actor> = fc.record({
  scope: fc.nat(SCOPES.length - 1),
  startAt: ms(40 * SECOND),
  wallOffset: fc.integer({ min: -300 * SECOND, max: 300 * SECOND }),
  sleeps: fc.boolean(),
  host: fc.nat(1),
  waitMs: ms(120 * SECOND),
  steps: fc.integer({ min: 1, max: 4 }),
  stepMs: ms(12 * SECOND),
  runs: fc.integer({ min: 1, max: 2 }),
  pauses: fc.array(fc.record({ request: ms(40), ms: fc.integer({ min: 1, max: 100 * SECOND }) }), { maxLength: 2 }),
  stops: fc.array(fc.record({ at: ms(100 * SECOND), ms: fc.integer({ min: 1, max: 100 * SECOND }) }), { maxLength: 1 }),
  killAfter: fc.option(ms(40)),
});

const quick: fc.Arbitrary<Fate> = fc.record({
  kind: fc.constant('answered' as const),
  out: ms(40),
  back: ms(40),
  lag: fc.constant(0),
});
const odd: fc.Arbitrary<Fate> = fc.record({
  kind: fc.constantFrom('answered', 'request lost', 'reply lost', 'doubled'),
  out: fc.oneof(ms(200), ms(90 * SECOND)),
  back: fc.oneof(ms(200), ms(10 * SECOND)),
  lag: ms(90 * SECOND),
});

const schedule: fc.Arbitrary<Schedule> = fc.record({
  isMixed: fc.boolean(),
  isCareless: fc.boolean(),
  actors: fc.array(actor, { minLength: 2, maxLength: 4 }),
  fates: fc.array(fc.oneof({ weight: 10, arbitrary: quick }, { weight: 1, arbitrary: odd }), {
    minLength: 10,
    maxLength: 60,
  }),
  wipes: fc.array(ms(100 * SECOND), { maxLength: 1 }),
});

describe(`locks, fences and journals together (PANKA_SEED=${SEED}, PANKA_SCHEDULES=${SCHEDULES})`, () => {
  it('never let two write, never lose an entry, and are free again within a lease, whatever happens', async function () {
    this.timeout(60_000 + SCHEDULES * 100);
    const tally = { runs: 0, calls: 0, takeOvers: 0, ends: new Map<string, number>() };
    await fc.assert(
      fc.asyncProperty(schedule, (given) => play(given, tally)),
      { numRuns: SCHEDULES, seed: SEED },
    );
    // The schedules are worth something only if much happens in them.
    expect(tally.calls).to.be.greaterThan(SCHEDULES);
    expect(tally.takeOvers).to.be.greaterThan(0);
    for (const end of ['done', 'LockHeld', 'LockLost'])
      expect(tally.ends.get(end) ?? 0, `${end}: ${[...tally.ends].join(' ')}`).to.be.greaterThan(0);
    if (process.env['PANKA_TALLY']) console.log({ ...tally, ends: Object.fromEntries(tally.ends) });
  });
});

interface Tally {
  runs: number;
  calls: number;
  takeOvers: number;
  readonly ends: Map<string, number>;
}

async function play(given: Schedule, tally: Tally): Promise<void> {
  const world = new SimulatedWorld();
  const server = new SimulatedServer();
  const processes: SimulatedProcess[] = [];
  const sent = new Map<SimulatedProcess, () => void>();
  let fate = 0;
  const nextFate = () => given.fates[fate++ % given.fates.length]!;

  const runOf = (id: string, process: SimulatedProcess, change: Partial<SimulatedRun>): SimulatedRun => {
    const network = new SimulatedNetwork(world, process, { nextFate, onSent: sent.get(process) });
    return {
      id,
      process,
      isMixed: given.isMixed,
      isCareless: given.isCareless,
      scope: STACK,
      waitMs: 0,
      steps: 1,
      stepMs: 0,
      state: new ObjectStateStore(remoteObjects(server, network), { now: () => process.wall() }),
      locks: remoteLocks(new MemoryLockStore(server.locks, process.traits, () => process.wall()), network),
      processAlive: async (lock) => {
        if (lock.host !== process.traits.host) return 'unknown';
        return processes.find((other) => other.traits.pid === lock.pid)!.isDead ? 'gone' : 'alive';
      },
      onTakeOver: (count) => {
        tally.takeOvers += count;
      },
      onCall: () => {
        tally.calls += 1;
        const isHeld = server.locks.all.some((lock) => lock.lockId === id);
        if (!isHeld && given.wipes.length === 0 && !given.isCareless)
          server.violations.push(`${id} acted without its lock`);
      },
      ...change,
    };
  };

  const count = (end: string) => {
    tally.ends.set(end, (tally.ends.get(end) ?? 0) + 1);
    if (!['done', 'timeout', ...FAIR_ENDS].includes(end)) server.violations.push(`a run ended with ${end}`);
  };

  const actors = given.actors.map((traits, index) => {
    const process = new SimulatedProcess(world, { ...traits, host: `host-${traits.host}`, pid: index });
    processes.push(process);
    for (const stop of traits.stops) world.at(stop.at, () => process.pause(stop.ms));
    const killed = new Promise<void>((resolve) => {
      let requests = 0;
      sent.set(process, () => {
        requests += 1;
        for (const pause of traits.pauses) if (pause.request === requests) process.pause(pause.ms);
        if (traits.killAfter !== null && traits.killAfter < requests) process.kill();
        if (process.isDead) resolve();
      });
    });
    const scope = given.isMixed ? SCOPES[traits.scope]! : STACK;
    const live = async () => {
      await process.sleep(traits.startAt);
      for (let n = 1; n <= traits.runs; n += 1) {
        tally.runs += 1;
        await deploy(runOf(`run-${index}.${n}`, process, { ...traits, scope })).then(
          () => count('done'),
          (error) => count(nameOf(error)),
        );
      }
    };
    return Promise.race([live(), killed]);
  });
  for (const at of given.wipes) world.at(at, () => server.locks.tables.clear());

  await world.until(Promise.all(actors), 3600 * SECOND);
  await world.advance(200 * SECOND);

  const last = new SimulatedProcess(world, { host: 'elsewhere', pid: 99 });
  processes.push(last);
  fate = 0;
  const calm = { ...given, fates: [{ kind: 'answered', out: 1, back: 1, lag: 0 }] as const };
  given = calm;
  await world.until(deploy(runOf('last', last, { waitMs: LEASE + 3 * SECOND })), LEASE + 60 * SECOND);
  count('done');
  await checkAll(server, await new ObjectStateStore(server).units.list!(STACK));
}

async function checkAll(server: SimulatedServer, units: readonly string[]): Promise<void> {
  expect(server.violations).to.deep.equal([]);
  const store = new ObjectStateStore(server);
  for (const unit of units) {
    const checkpoint = await store.units.readCheckpoint(STACK, unit);
    const kept = checkpoint.found ? (checkpoint.value.resources ?? []) : [];
    expect(kept, unit).to.deep.equal(replay(undefined, server.entriesOf(unit)).resources);
  }
  expect(server.locks.all).to.deep.equal([]);
}

function nameOf(error: unknown): string {
  if (isPankaError(error)) return error.code;
  return error instanceof Error ? error.message : String(error);
}
