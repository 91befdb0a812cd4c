import type { ComponentKind } from '../../sdk/index.js';
import type { JsonObject } from '../../sdk/json.js';
import type { ResourceEvent } from '../engine/deployment-engine.js';
import type { DeploymentV3 } from '../engine/deployment-v3.js';
import type { Plan, ResourceChange } from '../plan/plan.js';
import { type SnapshotPorts, takeSnapshot } from './take-snapshot.js';

export type KindOf = (kind: string) => ComponentKind | undefined;

const PREFIX = 'panka-';

/** Says of the updates of a plan before which a snapshot is taken. */
export function withUpgradeSnapshots(plan: Plan, kindOf: KindOf): Plan {
  const changes = plan.changes.map((change) => ({
    ...change,
    resources: change.resources.map((one) =>
      upgradeOf(one, kindOf(change.kind)) === undefined ? one : { ...one, snapshot: true as const },
    ),
  }));
  return { ...plan, changes };
}

function upgradeOf({ op, type, changes }: ResourceChange, kind: ComponentKind | undefined) {
  if (op !== 'update') return undefined;
  return kind?.upgradeSnapshots?.find((one) => one.type === type && changes.some(({ path }) => path === one.input));
}

export interface BeforeUpgradeRequest extends SnapshotPorts {
  readonly plan: Plan;
  readonly base: DeploymentV3 | undefined;
  readonly kindOf: KindOf;
  /** Deployment id: makes the names of the snapshots unique. */
  readonly runId: string;
}

/** Takes the snapshots that the plan tells of, each right before its update. Rejects when it cannot: then nothing is upgraded. */
export function beforeUpgrade(
  request: BeforeUpgradeRequest,
): (event: Pick<ResourceEvent, 'op' | 'urn'>) => Promise<void> {
  const wanted = new Map(
    request.plan.changes.flatMap(({ kind, resources }) =>
      resources.flatMap((one) => {
        const upgrade = upgradeOf(one, request.kindOf(kind));
        return upgrade === undefined ? [] : [[one.urn, upgrade.call] as const];
      }),
    ),
  );
  return async ({ op, urn }) => {
    const call = op === 'update' ? wanted.get(urn) : undefined;
    const found = call && request.base?.resources?.find((one) => one.urn === urn && one.delete !== true);
    if (call === undefined || found === undefined) return;
    const resource = { id: found.id ?? '', outputs: (found.outputs ?? {}) as JsonObject };
    await takeSnapshot(request, { call, resource, prefix: PREFIX, runId: request.runId });
  };
}
