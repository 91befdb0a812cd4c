import type { DeploymentV3 } from '../engine/deployment-v3.js';
import { replayJournal } from '../engine/replay.js';
import { readMark } from './checkpoint-mark.js';
import type { StackState, StateAddress, StateStore } from './state-store.js';

/** A unit as it is now, for looking only. */
export interface UnitDeployment {
  /** Undefined: no run has recorded anything of it. */
  readonly deployment: DeploymentV3 | undefined;
  /** A run has left a journal that no checkpoint has taken in; it is replayed into `deployment`. */
  readonly interrupted: boolean;
}

/**
 * A unit's checkpoint with what interrupted runs have journalled since. The checkpoint knows best what is in it: the head is
 * one step behind where a run was killed between the two, and its journal must not be replayed twice. Writes nothing, not even
 * seals.
 */
export async function readUnitDeployment(
  store: StateStore,
  at: StateAddress,
  { unit, state }: { readonly unit: string; readonly state: StackState | undefined },
): Promise<UnitDeployment> {
  const read = await store.units.readCheckpoint(at, unit);
  const checkpoint = read.found ? read.value : undefined;
  const mark = checkpoint && readMark(checkpoint);
  const applied = mark?.appliedUpdate ?? state?.units[unit]?.appliedUpdate ?? 0;
  const updates = await store.units.readUpdates(at, unit, applied);
  const time = new Date().toISOString();
  const deployment = updates.reduce(
    (base, { entries }) =>
      base === undefined && entries.length === 0 ? undefined : replayJournal(base, entries, { time }),
    checkpoint,
  );
  return { deployment, interrupted: updates.length > 0 };
}
