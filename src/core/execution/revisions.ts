import { createHash } from 'node:crypto';
import type { DeploymentV3 } from '../engine/deployment-v3.js';
import { lockGranularityOf, unitOf } from '../model/deployment-units.js';
import { addressOf } from '../model/state-address.js';
import { isComponentResource } from '../plan/build-plan.js';
import { ownerOfUrn, SHARED } from '../plan/resource-owner.js';
import type { ComponentRecord, StackState } from '../state/state-store.js';
import type { Desired } from './desired.js';

/** What a unit's run has read of other units: address → revision. */
type Uses = Readonly<Record<string, string>>;

export interface RevisionRequest {
  readonly desired: Desired;
  /** What was recorded when the run began to read other units. */
  readonly state: StackState | undefined;
  readonly deployment: DeploymentV3;
  /** True for what this run has deployed. */
  readonly isDeployed: (address: string) => boolean;
}

/** Records by which other units see that these have changed, and by which these remember what they have used. */
export function withRevisions(
  records: Readonly<Record<string, ComponentRecord>>,
  { desired, state, deployment, isDeployed }: RevisionRequest,
): Record<string, ComponentRecord> {
  const hashes = resourceHashes(deployment);
  return Object.fromEntries(
    Object.entries(records).map(([address, record]) => {
      const revision = sha256(record.specHash, hashes.get(address) ?? '');
      const { uses, referredBy } = isDeployed(address)
        ? {
            uses: usesOf(address, { desired, components: state?.components ?? {} }),
            referredBy: referrers(desired, address),
          }
        : record;
      return [
        address,
        { ...record, revision, ...(uses !== undefined && { uses }), ...(referredBy !== undefined && { referredBy }) },
      ];
    }),
  );
}

/** The records of a stack that has become several units, as if its units had been deployed. */
export function recordsOfUnits(
  records: StackState['components'],
  { desired, deployment }: Pick<RevisionRequest, 'desired' | 'deployment'>,
): Record<string, ComponentRecord> {
  const known = withRevisions(records, { desired, deployment, state: undefined, isDeployed: () => false });
  // Who refers to whom is known of the manifests only: where they are not what is deployed, the next apply looks.
  const isAsWanted = [...desired.hashes].every(([address, hash]) => records[address]?.specHash === hash);
  return Object.fromEntries(
    Object.entries(known).map(([address, { referredBy: _before, ...record }]) => [
      address,
      {
        ...record,
        uses: usesOf(address, { desired, components: known }),
        ...(isAsWanted && { referredBy: referrers(desired, address) }),
      },
    ]),
  );
}

/** The records of several units that have become one stack. What waited to be deleted is looked at by the next apply. */
export function recordsOfStack(records: StackState['components']): Record<string, ComponentRecord> {
  return Object.fromEntries(
    Object.entries(records).map(([address, { revision: _r, uses: _u, referredBy: _b, leftovers, ...record }]) => [
      address,
      leftovers === undefined ? record : { ...record, status: 'unverified' as const },
    ]),
  );
}

/**
 * True when something that a component has used of another unit, or who refers to it, is not what it was. Never for what was
 * deployed as part of a whole stack: there every run looks at everything.
 */
export function isOutOfDate(
  address: string,
  { desired, components }: { desired: Desired; components: StackState['components'] },
): boolean {
  const record = components[address];
  if (record?.uses === undefined || lockGranularityOf(desired.application) === 'stack') return false;
  const now = usesOf(address, { desired, components });
  const isNews = Object.entries(now).some(([other, revision]) => record.uses?.[other] !== revision);
  return isNews || record.referredBy !== referrers(desired, address);
}

/** Revisions of what a component needs directly outside of its unit. */
function usesOf(
  address: string,
  { desired, components }: { desired: Desired; components: StackState['components'] },
): Uses {
  const granularity = lockGranularityOf(desired.application);
  const unit = (of: string) => unitOf(granularity, addressOf(desired.application), of).name;
  const outside = [...(desired.needsOf.get(address) ?? []), SHARED].filter((other) => unit(other) !== unit(address));
  return Object.fromEntries(
    outside.flatMap((other) => {
      const revision = components[other]?.revision;
      return revision === undefined ? [] : [[other, revision]];
    }),
  );
}

/** Digest of who refers to a component and how: a translator may go by it. */
function referrers(desired: Desired, address: string): string {
  let known = incoming.get(desired);
  if (known === undefined) {
    known = new Map();
    for (const { address: from, kind, references } of desired.components.values())
      for (const { to, path, edge, reason, access } of references)
        known.set(to, [...(known.get(to) ?? []), JSON.stringify([from, kind, path, edge, reason, access])]);
    incoming.set(desired, known);
  }
  return sha256(...(known.get(address) ?? []));
}

const incoming = new WeakMap<Desired, Map<string, string[]>>();

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
