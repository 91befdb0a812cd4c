import { appliedUpdateOf } from './applied-update.js';
import { STACK_UNIT, unitsExclude } from './fences.js';
import type { StateAddress, StateStore } from './state-store.js';

/**
 * The highest fence that the state has seen: in its head, and in what interrupted runs have left of the units that `unit`
 * excludes. To be given to the lock as `fenceAbove`: when the lock table forgets (an item expired, or was deleted), a new owner
 * must not come out below a dead one.
 */
export async function highestFence(store: StateStore, at: StateAddress, unit = STACK_UNIT): Promise<number> {
  const head = await store.readState(at);
  const pointers = head.found ? head.value.units : {};
  const known = new Set([unit, ...Object.keys(pointers), ...((await store.units.list?.(at)) ?? [])]);
  const fences = [head.found ? head.value.fence : 0];
  for (const other of known) {
    if (!unitsExclude(unit, other)) continue;
    const after = await appliedUpdateOf(store, { at, state: head.found ? head.value : undefined, unit: other });
    for (const update of await store.units.readUpdates(at, other, after))
      fences.push(update.meta.fence, update.sealedBy?.fence ?? 0);
  }
  return Math.max(...fences);
}
