import type { DeploymentV3 } from '../engine/deployment-v3.js';
import type { JournalEntry } from '../engine/journal-entry.js';
import { readMark } from './checkpoint-mark.js';
import { stateCorrupt, stateForeign } from './errors.js';
import { readHead } from './read-head.js';
import type { ReadResult, RecordedUpdate, StateAddress, StateStore, Version } from './state-store.js';

export interface RecoverUnitRequest {
  readonly store: StateStore;
  readonly at: StateAddress;
  readonly unit: string;
  /** `units[unit].appliedUpdate` of the head; 0 when there is none. */
  readonly appliedUpdate: number;
  /** Lineage of the head; absent when there is none. */
  readonly lineage?: string;
  /** The lock that we hold: its fence, and the name of the run for messages. */
  readonly by: { readonly fence: number; readonly run: string };
  /** `replay` of the engine: checkpoint and entries give the state at the moment of the interruption. */
  readonly replay: (base: DeploymentV3 | undefined, entries: readonly JournalEntry[]) => DeploymentV3;
}

export interface RecoveredUnit {
  /** The state with everything that was journalled; may hold pending operations, to be settled before the engine starts. */
  readonly deployment: DeploymentV3 | undefined;
  /** What to name when the checkpoint is written. */
  readonly checkpointVersion: Version | undefined;
  /** Number of the newest update in `deployment`; the next one begins at one more. */
  readonly lastUpdate: number;
  /** Lineage that the checkpoint names, for a head that was never written. */
  readonly lineage: string | undefined;
  /** Updates that were interrupted and are not in the checkpoint, sealed now. Empty: nothing was left. */
  readonly interrupted: readonly RecordedUpdate[];
}

/**
 * Reads a unit's state and takes over what an interrupted run left. Writes nothing but seals, so it can be killed and run
 * again; the result counts once `commitUpdate` has published it.
 */
export async function recoverUnit(request: RecoverUnitRequest): Promise<RecoveredUnit> {
  const { store, at, unit } = request;
  for (let { appliedUpdate } = request; ; ) {
    const checkpoint = await store.units.readCheckpoint(at, unit);
    const applied = appliedOf({ ...request, appliedUpdate }, checkpoint);
    const interrupted = await sealAll(request, applied);
    const found = { checkpoint, applied, interrupted };
    if (interrupted.length > 0) {
      if (await isStored(request, checkpoint)) return replayAll(request, found);
    } else {
      appliedUpdate = await headAt(request);
      if (appliedUpdate <= applied) return replayAll(request, found);
    }
  }
}

interface Found {
  readonly checkpoint: ReadResult<DeploymentV3>;
  readonly applied: number;
  readonly interrupted: readonly RecordedUpdate[];
}

function replayAll(request: RecoverUnitRequest, found: Found): RecoveredUnit {
  const { checkpoint, applied, interrupted } = found;
  let deployment = checkpoint.found ? checkpoint.value : undefined;
  for (const update of interrupted) deployment = request.replay(deployment, update.entries);
  return {
    deployment,
    checkpointVersion: checkpoint.found ? checkpoint.version : undefined,
    lastUpdate: interrupted.at(-1)?.meta.update ?? applied,
    lineage: checkpoint.found ? readMark(checkpoint.value)?.lineage : undefined,
    interrupted,
  };
}

/** False when the old writer published while we read: then the journals that we have do not belong to what we read. */
async function isStored(
  { store, at, unit }: RecoverUnitRequest,
  checkpoint: ReadResult<DeploymentV3>,
): Promise<boolean> {
  const now = await store.units.readCheckpoint(at, unit);
  return now.found ? checkpoint.found && now.version === checkpoint.version : !checkpoint.found;
}

/** Past what we have read when journals were gone before we looked for them: they go only after the head has moved. */
async function headAt({ store, at, unit }: RecoverUnitRequest): Promise<number> {
  return (await readHead(store, at))?.units[unit]?.appliedUpdate ?? 0;
}

/** The checkpoint knows best what is in it; the head may be one step behind, never ahead. */
function appliedOf(request: RecoverUnitRequest, checkpoint: ReadResult<DeploymentV3>): number {
  const { appliedUpdate, lineage, store, at, unit } = request;
  const place = `${store.describe(at)}, unit "${unit}"`;
  if (!checkpoint.found) {
    if (appliedUpdate === 0) return 0;
    throw stateCorrupt(place, `the head names update ${appliedUpdate}, but the checkpoint is missing`);
  }
  const mark = readMark(checkpoint.value);
  if (mark === undefined) return appliedUpdate;
  if (lineage !== undefined && mark.lineage !== lineage)
    throw stateForeign(place, `its checkpoint has lineage "${mark.lineage}", the head "${lineage}"`);
  if (mark.appliedUpdate < appliedUpdate)
    throw stateCorrupt(
      place,
      `the checkpoint is at update ${mark.appliedUpdate}, but the head is at ${appliedUpdate}: an old checkpoint was put there`,
    );
  return mark.appliedUpdate;
}

/** Reads again until nothing unsealed is left: between reading and sealing the old writer may still have appended. */
async function sealAll(request: RecoverUnitRequest, after: number): Promise<readonly RecordedUpdate[]> {
  const { store, at, unit, by } = request;
  for (;;) {
    const updates = await store.units.readUpdates(at, unit, after);
    const open = updates.filter((update) => !update.sealed);
    for (const update of open) await store.units.seal(at, unit, update.meta.update, by);
    if (open.length === 0) return updates;
  }
}
