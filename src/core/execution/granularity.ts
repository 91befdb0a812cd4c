import type { LockGranularity } from '../locks/lock-store.js';
import type { StackState } from '../state/state-store.js';
import { granularityChanged } from './errors.js';

/** What the units of a deployed stack are; undefined while nothing was ever deployed. */
export function deployedGranularity(state: StackState | undefined): LockGranularity | undefined {
  return state === undefined ? undefined : (state.lockGranularity ?? 'stack');
}

/** Throws LockGranularityChanged: a deployed stack goes from one to the other by a migration alone. */
export function refuseOtherGranularity(state: StackState | undefined, wanted: LockGranularity): void {
  const deployed = deployedGranularity(state);
  if (deployed !== undefined && deployed !== wanted) throw granularityChanged(deployed, wanted);
}
