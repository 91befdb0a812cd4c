import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import fc from 'fast-check';
import { actor, fates, ms } from './schedule-arbitraries.js';
import { type Schedule, SchedulePlay, type Tally } from './simulated-schedule.js';

/**
 * `PANKA_SCHEDULES=20000` for a long run, `PANKA_SEED=…` to repeat one, `PANKA_TALLY=1` to see what happened in it, `PANKA_SHRINK=1`
 * to look for a smaller schedule that fails, which can take an hour.
 */
const SCHEDULES = Number(process.env['PANKA_SCHEDULES'] ?? 300);
const SEED = Number(process.env['PANKA_SEED'] ?? Date.now() % 2 ** 31);
const SECOND = 1000;

const schedule: fc.Arbitrary<Schedule> = fc.record({
  isMixed: fc.boolean(),
  isCareless: fc.boolean(),
  actors: fc.array(actor, { minLength: 2, maxLength: 4 }),
  fates,
  wipes: fc.array(ms(100 * SECOND), { maxLength: 1 }),
});

/** Schedules that have found a fault once. */
const KNOWN = fileURLToPath(new URL('schedules/', import.meta.url));

describe(`locks, fences and journals together (PANKA_SEED=${SEED}, PANKA_SCHEDULES=${SCHEDULES})`, () => {
  it('never let two write, never lose an entry, and are free again within a lease, whatever happens', async function () {
    this.timeout(60_000 + SCHEDULES * 100);
    const tally = emptyTally();
    await fc.assert(
      fc.asyncProperty(schedule, (given) => new SchedulePlay(given, tally).play()),
      { numRuns: SCHEDULES, seed: SEED, endOnFailure: process.env['PANKA_SHRINK'] === undefined },
    );
    // The schedules are worth something only if much happens in them.
    expect(tally.calls).to.be.greaterThan(SCHEDULES);
    expect(tally.takeOvers).to.be.greaterThan(0);
    for (const end of ['done', 'LockHeld', 'LockLost'])
      expect(tally.ends.get(end) ?? 0, `${end}: ${[...tally.ends].join(' ')}`).to.be.greaterThan(0);
    if (process.env['PANKA_TALLY']) console.log({ ...tally, ends: Object.fromEntries(tally.ends) });
  });

  for (const file of readdirSync(KNOWN).sort())
    it(`nor in the schedule "${basename(file, '.json')}"`, () =>
      new SchedulePlay(JSON.parse(readFileSync(`${KNOWN}/${file}`, 'utf8')), emptyTally()).play());
});

function emptyTally(): Tally {
  return { runs: 0, calls: 0, takeOvers: 0, ends: new Map() };
}
