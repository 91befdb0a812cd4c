import type { DeploymentV3 } from '../engine/deployment-v3.js';
import { parseUrn } from '../engine/urn.js';
import type { TargetIdentity } from '../execution/ports.js';
import { isComponentResource } from '../plan/build-plan.js';
import { ownerOfUrn, SHARED } from '../plan/resource-owner.js';
import { readMark } from '../state/checkpoint-mark.js';
import { digestOf } from '../state/object-snapshot-store.js';
import type { ComponentRecord, StackState, StateAddress } from '../state/state-store.js';
import { type InspectedObject, ofRole } from './inspect-objects.js';

/** The head as it is stored, or the best that can be put in its place. */
export interface KnownHead {
  readonly state: StackState;
  /** `stored`: nothing is wrong with it. `kept`: the newest copy. `rebuilt`: made from the checkpoints. */
  readonly from: 'stored' | 'kept' | 'rebuilt';
}

/** Undefined: there is nothing that a head could be made from. */
export function knownHead(
  inspected: readonly InspectedObject[],
  at: StateAddress,
  target: TargetIdentity,
): KnownHead | undefined {
  const [stored] = ofRole(inspected, 'head');
  if (stored?.body !== undefined) return { state: stored.body as unknown as StackState, from: 'stored' };
  const kept = ofRole(inspected, 'kept-head').filter(({ body }) => body !== undefined);
  const newest = kept.sort((a, b) => b.serial - a.serial)[0];
  if (newest !== undefined) return { state: newest.body as unknown as StackState, from: 'kept' };
  const rebuilt = rebuiltHead(inspected, at, target);
  return rebuilt && { state: rebuilt, from: 'rebuilt' };
}

/** What the checkpoints know: which resources there are and whose, not what they were deployed with. */
function rebuiltHead(
  inspected: readonly InspectedObject[],
  at: StateAddress,
  target: TargetIdentity,
): StackState | undefined {
  const checkpoints = ofRole(inspected, 'checkpoint').flatMap(({ unit, body }) => {
    const deployment = body?.['deployment'] as DeploymentV3 | undefined;
    const mark = deployment && readMark(deployment);
    return deployment === undefined || mark === undefined ? [] : [{ unit, deployment, mark }];
  });
  const [first] = checkpoints;
  if (first === undefined) return undefined;
  return {
    ...{ format: 1, serial: 0, fence: 0, lineage: first.mark.lineage, stack: at.stack, environment: at.environment },
    target: { name: target.name, account: target.account, region: target.region },
    components: Object.assign({}, ...checkpoints.map(({ deployment }) => componentsOf(deployment))),
    units: Object.fromEntries(
      checkpoints.map(({ unit, deployment, mark }) => [
        unit,
        { appliedUpdate: mark.appliedUpdate, checkpoint: digestOf(deployment) },
      ]),
    ),
    updatedAt: '',
  };
}

function componentsOf(deployment: DeploymentV3): Record<string, ComponentRecord> {
  const records: Record<string, ComponentRecord> = {};
  for (const { urn, type } of deployment.resources ?? []) {
    const owner = isComponentResource(type) ? undefined : ownerOfUrn(urn);
    if (owner === undefined) continue;
    const known = records[owner];
    records[owner] = known
      ? { ...known, resources: [...known.resources, urn] }
      : {
          ...{ kind: kindIn(urn, owner), specHash: '', status: 'unverified', outputs: {}, resources: [urn], wave: 1 },
          ...{ plugin: { name: '', version: '' }, spec: {}, needs: [] },
        };
  }
  return records;
}

/** `panka:kind:SQS$aws:sqs/queue:Queue` → `SQS`. */
function kindIn(urn: string, owner: string): string {
  if (owner === SHARED) return 'Stack';
  return /(?:^|\$)panka:kind:([A-Za-z0-9]+)/.exec(parseUrn(urn).qualifiedType)?.[1] ?? '';
}
