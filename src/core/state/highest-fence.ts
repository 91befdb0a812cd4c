import { STACK_UNIT, unitsExclude } from './fences.js';
import { readHead } from './read-head.js';
import type { StateAddress, StateStore } from './state-store.js';

/**
 * The highest fence that the state has seen: in its head, and in what interrupted runs have left of the units that `unit`
 * excludes. To be given to the lock as `fenceAbove`: when the lock table forgets (an item expired, or was deleted), a new owner
 * must not come out below a dead one.
 */
export async function highestFence(store: StateStore, at: StateAddress, unit = STACK_UNIT): Promise<number> {
  const head = await readHead(store, at);
  const pointers = head?.units ?? {};
  const known = new Set([unit, ...Object.keys(pointers), ...((await store.units.list?.(at)) ?? [])]);
  const fences = [head?.fence ?? 0];
  for (const other of known) {
    if (!unitsExclude(unit, other)) continue;
    // Not from the checkpoint on, which may be ahead of the head: its writer, about to move the head, is one to stay above.
    fences.push(await store.units.highestFence(at, other, pointers[other]?.appliedUpdate ?? 0));
  }
  return Math.max(...fences);
}
