import { readHead } from '../state/read-head.js';
import { readUnitDeployment } from '../state/read-unit-deployment.js';
import type { StackState, StateAddress, StateSnapshot, StateStore, UnitSnapshot } from '../state/state-store.js';
import { countedUnits } from './counted-units.js';

/** Head and deployments of all units, at one moment. */
export interface WholeState {
  /** Undefined: nothing was deployed yet, or the first run was interrupted. */
  readonly state: StackState | undefined;
  readonly units: readonly UnitSnapshot[];
  /** Units that an interrupted run has left a journal of; it is replayed into `units`. */
  readonly interrupted: readonly string[];
  /** Units whose deployment is not known. */
  readonly missing: readonly string[];
}

/** The state as it is now, with what interrupted runs have journalled. Writes nothing, not even seals. */
export async function readWholeState(store: StateStore, at: StateAddress): Promise<WholeState> {
  const state = await readHead(store, at);
  const names = await countedUnits(store, at, state);
  const units = await Promise.all(
    names.map(async (unit) => ({ unit, ...(await readUnitDeployment(store, at, { unit, state })) })),
  );
  return {
    state,
    units: units.flatMap(({ unit, deployment }) => (deployment === undefined ? [] : [{ unit, deployment }])),
    interrupted: units.filter((unit) => unit.interrupted).map(({ unit }) => unit),
    missing: [],
  };
}

export function wholeOfSnapshot({ state, units, missing }: StateSnapshot): WholeState {
  return { state, units, missing, interrupted: [] };
}
