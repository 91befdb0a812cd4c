import type { DeploymentV3 } from '../engine/deployment-v3.js';
import { replayJournal } from '../engine/replay.js';
import { readMark } from '../state/checkpoint-mark.js';
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
  const head = await store.readState(at);
  const state = head.found ? head.value : undefined;
  const names = await countedUnits(store, at, state);
  const units = await Promise.all(names.map((unit) => readUnit(store, at, { unit, state })));
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

interface ReadUnit {
  readonly unit: string;
  readonly deployment: DeploymentV3 | undefined;
  readonly interrupted: boolean;
}

async function readUnit(
  store: StateStore,
  at: StateAddress,
  { unit, state }: { readonly unit: string; readonly state: StackState | undefined },
): Promise<ReadUnit> {
  const read = await store.units.readCheckpoint(at, unit);
  const checkpoint = read.found ? read.value : undefined;
  const mark = checkpoint && readMark(checkpoint);
  const applied = mark?.appliedUpdate ?? state?.units[unit]?.appliedUpdate ?? 0;
  const updates = await store.units.readUpdates(at, unit, applied);
  const time = new Date().toISOString();
  const deployment = updates.reduce((base, { entries }) => replay(base, entries, time), checkpoint);
  return { unit, deployment, interrupted: updates.length > 0 };
}

function replay(
  base: DeploymentV3 | undefined,
  entries: Parameters<typeof replayJournal>[1],
  time: string,
): DeploymentV3 | undefined {
  return base === undefined && entries.length === 0 ? undefined : replayJournal(base, entries, { time });
}
