import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import fc from 'fast-check';
import { LockPlay, type LockSchedule, loadSdk } from './lock-play.js';
import { actor, fates, ms } from './schedule-arbitraries.js';
import type { Tally } from './simulated-schedule.js';

/** `PANKA_LOCK_SCHEDULES=50000` for a long run, `PANKA_SEED=…` to repeat one, `PANKA_TALLY=1` to see what happened in it. */
const SCHEDULES = Number(process.env['PANKA_LOCK_SCHEDULES'] ?? 5000);
const SEED = Number(process.env['PANKA_SEED'] ?? Date.now() % 2 ** 31);
const SECOND = 1000;
/** Schedules that have found a fault once. */
const KNOWN = fileURLToPath(new URL('lock-schedules/', import.meta.url));

const schedule: fc.Arbitrary<LockSchedule> = fc.record({
  actors: fc.array(actor, { minLength: 2, maxLength: 4 }),
  fates,
  deletions: fc.array(fc.record({ at: ms(100 * SECOND), lock: fc.nat(3) }), { maxLength: 1 }),
  wipes: fc.array(ms(100 * SECOND), { maxLength: 1 }),
});

describe(`locks of three levels in DynamoDB (PANKA_SEED=${SEED}, PANKA_LOCK_SCHEDULES=${SCHEDULES})`, () => {
  // The SDK is loaded by the first request; in the middle of a schedule that would take real time.
  before(() => loadSdk());

  it('never let two write with a valid fence, and are free again within a lease, whatever happens', async function () {
    this.timeout(60_000 + SCHEDULES * 50);
    const tally = emptyTally();
    await fc.assert(
      fc.asyncProperty(schedule, (given) => new LockPlay(given, tally).play()),
      { numRuns: SCHEDULES, seed: SEED, endOnFailure: process.env['PANKA_SHRINK'] === undefined },
    );
    // The schedules are worth something only if much happens in them.
    expect(tally.calls).to.be.greaterThan(SCHEDULES);
    expect(tally.takeOvers).to.be.greaterThan(0);
    for (const end of ['done', 'LockHeld', 'LockLost', 'fenced'])
      expect(tally.ends.get(end) ?? 0, `${end}: ${[...tally.ends].join(' ')}`).to.be.greaterThan(0);
    if (process.env['PANKA_TALLY']) console.log({ ...tally, ends: Object.fromEntries(tally.ends) });
  });

  for (const file of readdirSync(KNOWN).sort())
    it(`nor in the schedule "${basename(file, '.json')}"`, () =>
      new LockPlay(JSON.parse(readFileSync(`${KNOWN}/${file}`, 'utf8')), emptyTally()).play());
});

function emptyTally(): Tally {
  return { runs: 0, calls: 0, takeOvers: 0, ends: new Map() };
}
