import type { ComponentKind, SnapshotBeforeDelete } from '../../sdk/index.js';
import type { JsonObject } from '../../sdk/json.js';
import type { ResourceEvent, ResourceOp } from '../engine/deployment-engine.js';
import type { DeploymentV3, ResourceV3 } from '../engine/deployment-v3.js';
import { ownerOfUrn } from '../plan/resource-owner.js';
import type { ComponentRecord, StackState } from '../state/state-store.js';
import { deletionPolicyOf } from './kept-as.js';
import { keptKeys, retainKeys } from './kept-keys.js';
import { type SnapshotPorts, takeSnapshot } from './take-snapshot.js';

export interface BeforeDeleteRequest extends SnapshotPorts {
  readonly base: DeploymentV3 | undefined;
  /** What is recorded of the components, by address. */
  readonly recorded: Readonly<Record<string, ComponentRecord>>;
  /** True for what this run may delete. */
  readonly isDoomed: (urn: string) => boolean;
  readonly kindOf: (kind: string) => ComponentKind | undefined;
  /** Deployment id: makes the names of the snapshots unique. */
  readonly runId: string;
  /** Keys that earlier runs found to be needed by what they have kept. */
  readonly keptKeys?: StackState['keptKeys'];
}

export interface BeforeDelete {
  /** The state that the engine starts from: a snapshot that the provider takes has a name which was never used. */
  readonly base: DeploymentV3 | undefined;
  /** Takes the snapshot that the provider doesn't take. Rejects when it cannot: then the resource stays. */
  readonly step: (event: Pick<ResourceEvent, 'op' | 'urn' | 'id'>) => Promise<void>;
  /** What the head has to remember before the first step. */
  readonly keptKeys: readonly string[];
}

interface Doomed {
  readonly resource: ResourceV3;
  readonly snapshot: SnapshotBeforeDelete;
  readonly owner: ComponentRecord;
}

const DELETIONS: readonly ResourceOp[] = ['delete', 'delete-replaced'];

/** Sees to it that data which is deleted is kept as its kind says. AWS refuses a snapshot name that it has seen before. */
export function beforeDelete(request: BeforeDeleteRequest): BeforeDelete {
  const { base } = request;
  const doomed = (base?.resources ?? []).flatMap((resource) => doomedResource(request, resource) ?? []);
  const keys = keptKeys({ ...request, resources: base?.resources ?? [], known: request.keptKeys });
  if (base === undefined) return { base, step: async () => {}, keptKeys: keys };
  const renamed = new Map(doomed.map((one) => [one.resource, withNewName(one, request.runId)]));
  const resources = (base.resources ?? []).map((resource) => renamed.get(resource) ?? resource);
  return {
    base: retainKeys(doomed.length === 0 ? base : { ...base, resources }, keys),
    step: (event) => keepSnapshot(request, doomed, event),
    keptKeys: keys,
  };
}

function doomedResource(request: BeforeDeleteRequest, resource: ResourceV3): Doomed | undefined {
  const { urn, type } = resource;
  const leaves = request.isDoomed(urn) || resource.delete === true;
  if (!leaves || resource.retainOnDelete === true || resource.pendingReplacement === true) return undefined;
  const owner = request.recorded[ownerOfUrn(urn) ?? ''];
  if (owner === undefined) return undefined;
  const snapshot = request.kindOf(owner.kind)?.snapshots?.find((one) => one.type === type);
  return snapshot === undefined ? undefined : { resource, snapshot, owner };
}

/** Providers delete by what the state says, inputs and outputs. A resource without a name there takes no snapshot. */
function withNewName({ resource, snapshot }: Doomed, runId: string): ResourceV3 {
  const { input } = snapshot;
  const name = input === undefined ? undefined : resource.inputs?.[input];
  if (input === undefined || typeof name !== 'string') return resource;
  const unique = { [input]: `${name}-${runId}` };
  return { ...resource, inputs: { ...resource.inputs, ...unique }, outputs: { ...resource.outputs, ...unique } };
}

async function keepSnapshot(
  request: BeforeDeleteRequest,
  doomed: readonly Doomed[],
  { op, urn, id }: Pick<ResourceEvent, 'op' | 'urn' | 'id'>,
): Promise<void> {
  if (!DELETIONS.includes(op)) return;
  const found = doomed.find(({ resource }) => resource.urn === urn && (id === undefined || resource.id === id));
  const call = found?.snapshot.call;
  if (found === undefined || call === undefined || deletionPolicyOf(found.owner) !== 'snapshot') return;
  const { id: physical = '', outputs = {} } = found.resource;
  const resource = { id: physical, outputs: outputs as JsonObject };
  try {
    await takeSnapshot(request, { call, resource, runId: request.runId });
  } catch (error) {
    // Deleted by somebody else already: there is nothing left to keep.
    if (!(error instanceof Error && /NotFound/.test(error.name))) throw error;
  }
}
