import type { Taken } from './step.js';

/** Lines that only one of them has, `-` the embedded engine, `+` the stock CLI; empty: both did the same. */
export function differences(ours: Taken, theirs: Taken): string {
  return differing(...withoutReasonsOfDependants(ours, theirs));
}

/**
 * Of a resource that was deleted early for one that it depends on, the embedded engine says just that; the stock CLI also says
 * what of its own would have replaced it.
 */
function withoutReasonsOfDependants(ours: Taken, theirs: Taken): [Taken, Taken] {
  const told = ours.events.filter((event) => event.endsWith('because of dependency'));
  const names = new Set(told.map((event) => event.split('; ')[2]));
  const plain = (event: string) => (names.has(event.split('; ')[2]) ? event.split('; ').slice(0, 3).join('; ') : event);
  const strip = (taken: Taken): Taken => ({ ...taken, events: taken.events.map(plain).sort() });
  return [strip(ours), strip(theirs)];
}

/** Reads better than two trees in a failed property. */
function differing(ours: unknown, theirs: unknown): string {
  const [one, other] = [ours, theirs].map((value) => JSON.stringify(value, null, 1).split('\n'));
  if (JSON.stringify(ours) === JSON.stringify(theirs)) return '';
  const missing = (one ?? []).filter((line) => !other?.includes(line)).map((line) => `-${line}`);
  const more = (other ?? []).filter((line) => !one?.includes(line)).map((line) => `+${line}`);
  return [...missing, ...more].join('\n') || 'in another order';
}
