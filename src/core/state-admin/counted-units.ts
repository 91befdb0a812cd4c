import { unitsExclude } from '../state/fences.js';
import type { StackState, StateAddress, StateStore } from '../state/state-store.js';

/**
 * Units that make up a state: those that the head names, and those of runs that were interrupted before it could. What another
 * lock level has left, or a migration that was killed before its last step, does not count.
 */
export async function countedUnits(
  store: StateStore,
  at: StateAddress,
  state: StackState | undefined,
): Promise<readonly string[]> {
  const named = Object.keys(state?.units ?? {});
  const listed = (await store.units.list?.(at)) ?? [];
  const others = listed.filter((unit) => !named.some((name) => unitsExclude(name, unit)));
  return [...named, ...others].sort();
}
