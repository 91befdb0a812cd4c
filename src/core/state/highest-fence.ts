import { readMark } from './checkpoint-mark.js';
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
    const after = pointers[other]?.appliedUpdate ?? (await appliedUpdateOf(store, at, other));
    for (const update of await store.units.readUpdates(at, other, after))
      fences.push(update.meta.fence, update.sealedBy?.fence ?? 0);
  }
  return Math.max(...fences);
}

/** Of a unit that the head does not name: a new one, or one that a migration has left behind. */
async function appliedUpdateOf(store: StateStore, at: StateAddress, unit: string): Promise<number> {
  const checkpoint = await store.units.readCheckpoint(at, unit);
  return checkpoint.found ? (readMark(checkpoint.value)?.appliedUpdate ?? 0) : 0;
}
