import { adoptedOf } from '../adoption/adopted.js';
import { existingIds } from '../adoption/existing-ids.js';
import type { DeploymentV3 } from '../engine/deployment-v3.js';
import { isComponentResource } from '../plan/build-plan.js';
import { nameOfUrn, ownerOfUrn, SHARED } from '../plan/resource-owner.js';
import type { ComponentRecord } from '../state/state-store.js';
import type { ComponentOutcome } from './component-progress.js';
import type { Desired } from './desired.js';

export interface RecordsRequest {
  readonly desired: Desired;
  readonly stored: Readonly<Record<string, ComponentRecord>>;
  readonly deployment: DeploymentV3;
  readonly outcomes: ReadonlyMap<string, ComponentOutcome>;
  readonly now: string;
}

/** The components of the next head: what is in the deployment, with the outcome of this run where it touched them. */
export function componentRecords(request: RecordsRequest): Record<string, ComponentRecord> {
  const owned = resourcesByOwner(request.deployment);
  const unfinished = unfinishedOwners(request.deployment);
  const addresses = new Set([...Object.keys(request.stored), ...request.outcomes.keys()]);
  const records: Record<string, ComponentRecord> = {};
  for (const address of [...addresses].sort()) {
    const record = recordOf(request, address, owned.get(address) ?? []) ?? leavingRecord(request, address);
    if (record === undefined) continue;
    const isDone = record.status !== 'deployed' || !unfinished.has(address);
    records[address] = withAdopted(request, address, isDone ? record : { ...record, status: 'unverified' });
  }
  return records;
}

/** Nothing of it exists any more, and the engine was ended before it forgot the group of it. */
function leavingRecord({ stored, deployment }: RecordsRequest, address: string): ComponentRecord | undefined {
  const before = address === SHARED ? undefined : stored[address];
  const isKnown = () => deployment.resources?.some(({ urn }) => nameOfUrn(urn) === address) === true;
  return before && isKnown() ? { ...before, resources: [], status: 'deleting' } : undefined;
}

/**
 * Of whom the engine has left something to do, though every step that it told of succeeded: it was ended before. An old half to
 * be deleted, or a step whose end nobody knows.
 */
function unfinishedOwners({ resources = [], pending_operations = [] }: DeploymentV3): ReadonlySet<string> {
  const left = resources.filter((one) => one.delete === true || one.pendingReplacement === true);
  const urns = [...left, ...pending_operations.map(({ resource }) => resource)].map(({ urn }) => urn);
  return new Set(urns.flatMap((urn) => ownerOfUrn(urn) ?? []));
}

/** What was there before stays known as such when the manifest does not say so any more. */
function withAdopted(request: RecordsRequest, address: string, { adopted: _before, ...record }: ComponentRecord) {
  const component = request.desired.components.get(address);
  const named = component === undefined ? [] : existingIds(component).map(({ name, id }) => [name, id] as const);
  const known = [Object.fromEntries(named), request.stored[address]?.adopted ?? {}];
  const adopted = adoptedOf(address, request.deployment.resources ?? [], known);
  return adopted === undefined ? record : { ...record, adopted };
}

function recordOf(request: RecordsRequest, address: string, resources: readonly string[]): ComponentRecord | undefined {
  const { desired, stored, outcomes } = request;
  const before = stored[address];
  const outcome = outcomes.get(address);
  const wanted = desired.hashes.has(address);
  if (!wanted && resources.length === 0) return undefined;
  if (!wanted)
    return before === undefined
      ? undefined
      : { ...before, resources, status: outcome?.status === 'failed' ? 'failed' : before.status };
  switch (outcome?.status) {
    case 'deployed':
      return {
        ...identity(request, address),
        status: 'deployed',
        outputs: outcome.outputs,
        resources,
        deployedAt: deployedAt(request, before, outcome),
      };
    case 'failed':
      return failedRecord(request, address, resources);
    default:
      return before === undefined
        ? pendingRecord(request, address, resources)
        : { ...before, resources, status: isHalfDone(outcome) ? 'unverified' : before.status };
  }
}

/** Some of its steps may be done: it must be looked at again, also when the manifests go back to what is recorded. */
function isHalfDone(outcome: ComponentOutcome | undefined): boolean {
  return outcome !== undefined && (outcome.status === 'interrupted' || outcome.steps > 0);
}

/** Begun and not ended: it is recorded only if something of it exists. */
function pendingRecord(
  request: RecordsRequest,
  address: string,
  resources: readonly string[],
): ComponentRecord | undefined {
  if (resources.length === 0) return undefined;
  return { ...identity(request, address), specHash: '', status: 'unverified', outputs: {}, resources };
}

function failedRecord(request: RecordsRequest, address: string, resources: readonly string[]): ComponentRecord {
  const before = request.stored[address];
  const error = request.outcomes.get(address)?.error?.message;
  const base = before ?? { ...identity(request, address), specHash: '', outputs: {} };
  return { ...base, status: 'failed', resources, error };
}

function deployedAt(request: RecordsRequest, before: ComponentRecord | undefined, outcome: ComponentOutcome): string {
  return outcome.steps === 0 && before?.deployedAt !== undefined ? before.deployedAt : request.now;
}

function identity(
  { desired }: RecordsRequest,
  address: string,
): Omit<ComponentRecord, 'status' | 'outputs' | 'resources'> {
  const specHash = desired.hashes.get(address) ?? '';
  const component = desired.components.get(address);
  if (address === SHARED || component === undefined)
    return { kind: 'Stack', specHash, plugin: { name: 'panka', version: '' }, wave: 0, spec: {}, needs: [] };
  const plugin = desired.kinds.get(component.kind)?.plugin;
  return {
    kind: component.kind,
    specHash,
    plugin: { name: plugin?.name ?? '', version: plugin?.version ?? '' },
    wave: desired.waveOf.get(address) ?? 1,
    spec: component.spec,
    needs: desired.needsOf.get(address) ?? [],
  };
}

function resourcesByOwner(deployment: DeploymentV3): ReadonlyMap<string, readonly string[]> {
  const owned = new Map<string, string[]>();
  for (const { urn, type } of deployment.resources ?? []) {
    if (isComponentResource(type)) continue;
    const owner = ownerOfUrn(urn);
    if (owner === undefined) continue;
    const list = owned.get(owner);
    if (list === undefined) owned.set(owner, [urn]);
    else list.push(urn);
  }
  return owned;
}
