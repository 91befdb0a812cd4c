import fc from 'fast-check';
import type { Fate } from './simulated-network.js';
import { type Actor, SCOPES } from './simulated-schedule.js';

const SECOND = 1000;

export const ms = (max: number) => fc.integer({ min: 0, max });

/** Processes whose clocks are off by up to five minutes, that pause, stop and die. */
export const actor: fc.Arbitrary<Actor> = fc.record({
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

/** Requests that arrive, and some that are late, lost, answered to nobody, or carried out twice. */
export const fates: fc.Arbitrary<readonly Fate[]> = fc.array(
  fc.oneof({ weight: 10, arbitrary: quick }, { weight: 1, arbitrary: odd }),
  { minLength: 10, maxLength: 60 },
);
