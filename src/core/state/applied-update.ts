import { readMark } from './checkpoint-mark.js';
import type { StackState, StateAddress, StateStore } from './state-store.js';

/**
 * The last update that a unit's checkpoint has taken in. Told by the head; for a unit that it does not name (a new one, or one
 * that a migration has left behind) by the checkpoint itself: journals up to there may be gone but for their seals.
 */
export async function appliedUpdateOf(
  store: StateStore,
  { at, state, unit }: { readonly at: StateAddress; readonly state: StackState | undefined; readonly unit: string },
): Promise<number> {
  const pointer = state?.units[unit];
  if (pointer !== undefined) return pointer.appliedUpdate;
  const checkpoint = await store.units.readCheckpoint(at, unit);
  return checkpoint.found ? (readMark(checkpoint.value)?.appliedUpdate ?? 0) : 0;
}
