import { expect } from 'chai';
import fc from 'fast-check';
import type { Fate } from './simulated-network.js';
import { type Actor, SCOPES, type Schedule, SchedulePlay } from './simulated-schedule.js';

/** `PANKA_SCHEDULES=20000` for a long run, `PANKA_SEED=…` to repeat one, `PANKA_TALLY=1` to see what happened in it. */
const SCHEDULES = Number(process.env['PANKA_SCHEDULES'] ?? 300);
const SEED = Number(process.env['PANKA_SEED'] ?? Date.now() % 2 ** 31);
const SECOND = 1000;

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
      fc.asyncProperty(schedule, (given) => new SchedulePlay(given, tally).play()),
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
