import { createHash } from 'node:crypto';
import type { DeploymentV3 } from '../engine/deployment-v3.js';
import { isComponentResource } from '../plan/build-plan.js';
import { ownerOfUrn, SHARED } from '../plan/resource-owner.js';
import type { ComponentRecord, StackState } from '../state/state-store.js';
import type { Desired } from './desired.js';
import type { UnitBorder } from './unit-border.js';

/** What a unit's run has read of other units: address → revision. */
export type Uses = Readonly<Record<string, string>>;

/** Records by which other units see that these have changed, and by which these remember what they have used. */
export function withRevisions(
  records: Readonly<Record<string, ComponentRecord>>,
  deployment: DeploymentV3,
  usesOf: (address: string) => Uses | undefined,
): Record<string, ComponentRecord> {
  const hashes = resourceHashes(deployment);
  return Object.fromEntries(
    Object.entries(records).map(([address, record]) => {
      const uses = usesOf(address) ?? record.uses;
      const revision = sha256(record.specHash, hashes.get(address) ?? '');
      return [address, { ...record, revision, ...(uses !== undefined && { uses }) }];
    }),
  );
}

/** Revisions of what a component needs directly outside of its unit. */
export function usesOf(
  address: string,
  { desired, state, border }: { desired: Desired; state: StackState | undefined; border: UnitBorder },
): Uses {
  const outside = [...(desired.needsOf.get(address) ?? []), SHARED].filter((other) => !border.owns(other));
  return Object.fromEntries(
    outside.flatMap((other) => {
      const revision = state?.components[other]?.revision;
      return revision === undefined ? [] : [[other, revision]];
    }),
  );
}

/** True when something that a component has used of another unit is not what it was. */
export function isOutOfDate(record: ComponentRecord, components: StackState['components']): boolean {
  return Object.entries(record.uses ?? {}).some(([address, revision]) => {
    const now = components[address]?.revision;
    return now !== undefined && now !== revision;
  });
}

function resourceHashes({ resources = [] }: DeploymentV3): ReadonlyMap<string, string> {
  const texts = new Map<string, string[]>();
  for (const { urn, type, id, outputs } of resources) {
    const owner = isComponentResource(type) ? undefined : ownerOfUrn(urn);
    if (owner === undefined) continue;
    const text = JSON.stringify([urn, id, outputs]);
    const list = texts.get(owner);
    if (list === undefined) texts.set(owner, [text]);
    else list.push(text);
  }
  return new Map([...texts].map(([owner, list]) => [owner, sha256(...list.sort())]));
}

function sha256(...texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\n');
  return hash.digest('hex');
}
