import type { ComponentKind } from '../../sdk/index.js';
import type { DeploymentV3, ResourceV3 } from '../engine/deployment-v3.js';
import { ownerOfUrn } from '../plan/resource-owner.js';
import type { ComponentRecord, StackState } from '../state/state-store.js';
import { keptAs } from './kept-as.js';

export interface KeptKeysRequest {
  readonly resources: readonly ResourceV3[];
  /** What is recorded of the components, by address. */
  readonly recorded: Readonly<Record<string, ComponentRecord>>;
  /** True for what this run may delete. */
  readonly isDoomed: (urn: string) => boolean;
  readonly kindOf: (kind: string) => ComponentKind | undefined;
  /** What the head knows already; absent: nothing. */
  readonly known?: StackState['keptKeys'];
}

const KEY = 'aws:kms/key:Key';
const KEY_ARN = /arn:[\w-]+:kms:[\w-]*:\d*:key\/[\w-]+/g;

/**
 * ARNs of the KMS keys that must outlive their stack: something that stays when its component goes, or its last snapshot, is
 * encrypted by them. Sorted, with those that the head knows.
 */
export function keptKeys(request: KeptKeysRequest): readonly string[] {
  const { resources, recorded, isDoomed, kindOf, known = [] } = request;
  const doomed = resources.filter(({ urn, delete: isOld }) => isDoomed(urn) || isOld === true);
  const found = doomed.flatMap((resource) => {
    const address = ownerOfUrn(resource.urn) ?? '';
    const owner = recorded[address];
    const kind = owner && kindOf(owner.kind);
    if (keptAs(resource, owner, kind) === undefined) return [];
    // A bucket's encryption is a resource of its own.
    const holdsData = kind?.dataTypes?.includes(resource.type) === true;
    return holdsData ? doomed.filter(({ urn }) => ownerOfUrn(urn) === address) : [resource];
  });
  return [...new Set([...known, ...found.flatMap(keysNamedBy)])].sort();
}

/** The keys among the resources that must not be deleted. */
export function isKeptKey({ type, outputs }: ResourceV3, keys: readonly string[]): boolean {
  return type === KEY && keys.includes(String(outputs?.['arn']));
}

/** Lets go of the keys without deleting them. */
export function retainKeys(base: DeploymentV3, keys: readonly string[]): DeploymentV3 {
  if (!base.resources?.some((resource) => isKeptKey(resource, keys))) return base;
  const resources = base.resources.map((one) => (isKeptKey(one, keys) ? { ...one, retainOnDelete: true } : one));
  return { ...base, resources };
}

function keysNamedBy({ inputs }: ResourceV3): readonly string[] {
  return JSON.stringify(inputs ?? {}).match(KEY_ARN) ?? [];
}
