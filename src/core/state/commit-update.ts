import { randomUUID } from 'node:crypto';
import type { DeploymentV3 } from '../engine/deployment-v3.js';
import { markCheckpoint } from './checkpoint-mark.js';
import { stateForeign } from './errors.js';
import { type HeadContent, type MovedHead, moveHead } from './move-head.js';
import { digestOf } from './object-snapshot-store.js';
import type { StackState, StateAddress, StateStore, Version } from './state-store.js';

export interface CommitUpdateRequest {
  readonly store: StateStore;
  readonly at: StateAddress;
  readonly unit: string;
  readonly fence: number;
  /** The newest update that `deployment` has taken in. */
  readonly update: number;
  readonly deployment: DeploymentV3;
  /** The checkpoint version that `deployment` was computed from. */
  readonly checkpointVersion: Version | undefined;
  /** Lineage of the head that the run has read, else of the checkpoint; absent when there was neither. */
  readonly lineage?: string;
  /** The new head's content from the stored one; the unit's pointer is added here. */
  readonly change: (stored: StackState | undefined) => HeadContent;
  readonly now?: () => number;
}

export interface CommittedUpdate extends MovedHead {
  readonly checkpointVersion: Version;
}

/**
 * What a finished update does: checkpoint (conditionally), then head, then a copy of both is kept and the journals go. Killed
 * after the checkpoint, the next run finds the update in it by its mark; killed before the journals went, they are old and ignored.
 */
export async function commitUpdate(request: CommitUpdateRequest): Promise<CommittedUpdate> {
  const { store, at, unit, update } = request;
  const lineage = await lineageOf(request);
  const deployment = markCheckpoint(request.deployment, { appliedUpdate: update, lineage });
  const checkpointVersion = await store.units.writeCheckpoint(at, unit, deployment, request.checkpointVersion);
  const pointer = { appliedUpdate: update, checkpoint: digestOf(deployment) };
  const moved = await moveHead({
    ...request,
    lineage,
    change: (stored) => withPointer(request.change(stored), unit, pointer),
  });
  await Promise.all([
    store.snapshots.keep(at, moved.state, [{ unit, deployment }]),
    store.units.prune(at, unit, update),
  ]);
  return { ...moved, checkpointVersion };
}

/** Checkpoint and head must name the same, so the head's counts. */
async function lineageOf({ store, at, lineage }: CommitUpdateRequest): Promise<string> {
  const head = await store.readState(at);
  if (!head.found) return lineage ?? randomUUID();
  if (lineage !== undefined && lineage !== head.value.lineage)
    throw stateForeign(store.describe(at), `its lineage is "${head.value.lineage}" now, it was "${lineage}"`);
  return head.value.lineage;
}

function withPointer(content: HeadContent, unit: string, pointer: StackState['units'][string]): HeadContent {
  return { ...content, units: { ...content.units, [unit]: pointer } };
}
