import { appliedUpdateOf } from './applied-update.js';
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
    const after = await appliedUpdateOf(store, { at, state: head, unit: other });
    for (const update of await store.units.readUpdates(at, other, after))
      fences.push(update.meta.fence, update.sealedBy?.fence ?? 0);
  }
  return Math.max(...fences);
}
