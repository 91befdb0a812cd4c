import type { DeploymentV3, OperationV2 } from '../engine/deployment-v3.js';
import { notApproved } from '../execution/errors.js';
import { refuseForeignTarget } from '../execution/foreign-target.js';
import type { Lease } from '../locks/lease.js';
import { stateForeign } from '../state/errors.js';
import { unitsExclude } from '../state/fences.js';
import type { StackState, StateSnapshot } from '../state/state-store.js';
import { compareStates, type StateComparison } from './compare-states.js';
import { nothingDeployed, pendingOperations, serialNotKept, snapshotIncomplete, unitsDiffer } from './errors.js';
import { publishState } from './publish-state.js';
import { recordChange } from './record-change.js';
import { changeState, type StateChangeRequest } from './state-change.js';
import { type TakenUnit, takeOverUnits } from './take-over-units.js';
import { unverified } from './unverified.js';
import { type WholeState, wholeOfSnapshot } from './whole-state.js';

export interface RestoreRequest extends StateChangeRequest {
  readonly serial: number;
  /** Forget the steps that an interrupted run has begun and not ended. */
  readonly discardPending: boolean;
  /** Shown what will differ; false: nothing is changed. */
  readonly approve: (preview: RestorePreview) => Promise<boolean>;
}

export interface RestorePreview {
  /** From the present state to the one that is to be restored. */
  readonly difference: StateComparison;
  /** Units whose present state cannot be read, so that what differs there is not known. */
  readonly unreadable: readonly { readonly unit: string; readonly why: string }[];
  /** Steps that will be forgotten: URN and what was begun. */
  readonly forgotten: readonly { readonly urn: string; readonly step: string }[];
}

export interface Restored extends RestorePreview {
  readonly outcome: 'restored';
  /** The serial whose state it is again. */
  readonly restored: number;
  /** The new serial. */
  readonly serial: number;
}

/**
 * Makes the state of a serial the present one, as a new serial. The cloud is not touched and not asked: components count as
 * unverified until the next deployment has looked at them.
 */
export function restoreState(request: RestoreRequest): Promise<Restored> {
  return changeState(request, (lease) => restore(request, lease));
}

async function restore(request: RestoreRequest, lease: Lease): Promise<Restored> {
  const { ports, at, serial } = request;
  const startedAt = Date.now();
  const read = await ports.state.readState(at);
  if (!read.found) throw nothingDeployed(ports.state.describe(at));
  const head = read.value;
  const snapshot = await snapshotFor(request, head);
  const taken = await takeOverUnits({ store: ports.state, at, state: head, lease, run: ports.run.id });
  const units = unitsOf(snapshot, taken);
  const preview = previewOf({ request, head, snapshot, taken });
  if (!(await request.approve(preview))) throw notApproved();
  lease.assertHeld();
  const state = await publishState({
    ...{ ports, at, lease, startedAt, head, units },
    change: (stored) => ({
      target: stored.target,
      components: unverified(snapshot.state.components),
      lastDeployment: ports.run.id,
    }),
  });
  await recordChange(request, state, startedAt);
  return { ...preview, outcome: 'restored', restored: serial, serial: state.serial };
}

async function snapshotFor({ ports, at, serial }: RestoreRequest, head: StackState): Promise<StateSnapshot> {
  const snapshot = await ports.state.snapshots.find(at, serial);
  if (snapshot === undefined) throw serialNotKept(serial, await ports.state.snapshots.serials(at));
  if (snapshot.missing.length > 0) throw snapshotIncomplete(serial, snapshot.missing);
  const { lineage } = snapshot.state;
  if (lineage !== head.lineage)
    throw stateForeign(
      ports.state.describe(at),
      `serial ${serial} has lineage "${lineage}", the present state "${head.lineage}"`,
    );
  refuseForeignTarget(ports, snapshot.state);
  refuseForeignTarget(ports, head);
  return snapshot;
}

/** What each unit gets. One that was not there then has no resources, for then they did not exist. */
function unitsOf(
  snapshot: StateSnapshot,
  taken: readonly TakenUnit[],
): readonly { taken: TakenUnit; deployment: DeploymentV3 }[] {
  const then = new Map(snapshot.units.map(({ unit, deployment }) => [unit, deployment]));
  const now = new Map(taken.map((one) => [one.unit, one]));
  for (const { unit } of taken) {
    const other = [...then.keys()].find((name) => name !== unit && unitsExclude(name, unit));
    if (!then.has(unit) && other !== undefined) throw unitsDiffer(snapshot.state.serial, { then: other, now: unit });
  }
  return [...new Set([...then.keys(), ...now.keys()])].map((unit) => {
    const none = { unit, deployment: undefined, checkpointVersion: undefined, lastUpdate: 0, interrupted: 0 };
    return { taken: now.get(unit) ?? none, deployment: then.get(unit) ?? emptied(now.get(unit)) };
  });
}

function emptied(taken: TakenUnit | undefined): DeploymentV3 {
  const manifest = taken?.deployment?.manifest ?? { time: new Date().toISOString(), magic: '', version: '' };
  return { manifest, resources: [] };
}

interface PreviewFacts {
  readonly request: RestoreRequest;
  readonly head: StackState;
  readonly snapshot: StateSnapshot;
  readonly taken: readonly TakenUnit[];
}

function previewOf({ request, head, snapshot, taken }: PreviewFacts): RestorePreview {
  const now: WholeState = {
    state: head,
    units: taken.flatMap(({ unit, deployment }) => (deployment === undefined ? [] : [{ unit, deployment }])),
    interrupted: [],
    missing: taken.filter(({ damage }) => damage !== undefined).map(({ unit }) => unit),
  };
  const begun = taken.flatMap(({ deployment }) => deployment?.pending_operations ?? []);
  const forgotten = begun.map(({ resource, type }: OperationV2) => ({ urn: resource.urn, step: type }));
  if (forgotten.length > 0 && !request.discardPending) throw pendingOperations(forgotten, request.serial);
  return {
    difference: compareStates(
      { serial: head.serial, whole: now },
      { serial: snapshot.state.serial, whole: wholeOfSnapshot(snapshot) },
    ),
    unreadable: taken.flatMap(({ unit, damage }) => (damage === undefined ? [] : [{ unit, why: damage.message }])),
    forgotten,
  };
}
