import type { DeploymentV3 } from '../engine/deployment-v3.js';
import { isUnitOf } from '../model/deployment-units.js';
import { readHead } from '../state/read-head.js';
import { readUnitDeployment } from '../state/read-unit-deployment.js';
import type { StackState, StateAddress, StateStore } from '../state/state-store.js';
import { isInterrupted } from './current.js';
import { deployedGranularity } from './granularity.js';
import { withNeighbours } from './unit-deployment.js';

/** What is recorded of a stack that is several units. */
export interface CurrentUnits {
  readonly state: StackState | undefined;
  /** Units in which a run was interrupted: it has left a journal that no checkpoint has taken in. */
  readonly interrupted: ReadonlySet<string>;
}

/** Reads the head, and whether runs of these units or of deployed ones were interrupted. Writes nothing. */
export async function readUnits(store: StateStore, at: StateAddress, units: Iterable<string>): Promise<CurrentUnits> {
  const state = await readHead(store, at);
  const names = new Set([...units, ...knownUnits(state)]);
  const found = await Promise.all(
    [...names].map(async (unit) => ((await isInterrupted(store, { at, state, unit })) ? [unit] : [])),
  );
  return { state, interrupted: new Set(found.flat()) };
}

/** A unit claims the head before it begins, so the fences name also those that have never ended a run. */
export function knownUnits(state: StackState | undefined): readonly string[] {
  const granularity = deployedGranularity(state) ?? 'stack';
  return Object.keys({ ...state?.units, ...state?.fences }).filter((unit) => isUnitOf(granularity, unit));
}

/** All units' deployments as one, with what interrupted runs have left: for looking only. */
export async function readDeployment(
  store: StateStore,
  at: StateAddress,
  units: Iterable<string>,
): Promise<DeploymentV3 | undefined> {
  const state = await readHead(store, at);
  const parts = await Promise.all(
    [...units].map(async (unit) => (await readUnitDeployment(store, at, { unit, state })).deployment),
  );
  const [first, ...rest] = parts.filter((part) => part !== undefined);
  return withNeighbours(first, rest);
}
