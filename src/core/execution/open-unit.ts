import type { DeploymentV3 } from '../engine/deployment-v3.js';
import { replayJournal } from '../engine/replay.js';
import type { Lease } from '../locks/lease.js';
import { commitUpdate } from '../state/commit-update.js';
import { readHead } from '../state/read-head.js';
import { type RecoveredUnit, recoverUnit } from '../state/recover-unit.js';
import type { RunMark, StackState, StateAddress, Version } from '../state/state-store.js';
import { completeHistory } from '../state/unrecorded-runs.js';
import { pendingUndecided } from './errors.js';
import type { DeploymentPorts, DeploymentRuntime } from './ports.js';
import { type UnitBorder, within } from './unit-border.js';
import { partOf } from './unit-deployment.js';
import { unitIdentity } from './unit-identity.js';

/** A unit's state as the next update starts from it. */
export interface OpenUnit {
  readonly deployment: DeploymentV3 | undefined;
  readonly checkpointVersion: Version | undefined;
  readonly lastUpdate: number;
  readonly lineage: string | undefined;
  readonly state: StackState | undefined;
  /** Resources may differ from what the records of the components say. */
  readonly recovered: boolean;
  /** Runs before this one whose record the history has. */
  readonly recorded: readonly RunMark[];
}

export interface OpenUnitRequest {
  readonly ports: DeploymentPorts;
  readonly runtime: DeploymentRuntime;
  /** Name of the unit. */
  readonly unit: string;
  readonly at: StateAddress;
  readonly lease: Lease;
  /** Absent: the whole stack is the unit. */
  readonly border?: UnitBorder | undefined;
}

/** Reads the unit under the lock; what an interrupted run left is sealed, replayed, settled with the cloud, and published. */
export async function openUnit(request: OpenUnitRequest): Promise<OpenUnit> {
  const { ports, at, unit, lease } = request;
  const state = await readHead(ports.state, at);
  const recorded = await completeHistory(ports.state, at, state);
  const recovered = await recoverUnit({
    store: ports.state,
    at,
    unit,
    appliedUpdate: state?.units[unit]?.appliedUpdate ?? 0,
    lineage: state?.lineage,
    by: { fence: lease.fence, run: ports.run.id },
    replay: (base, entries) => replayJournal(base, entries, { time: new Date().toISOString() }),
  });
  const pending = recovered.deployment?.pending_operations ?? [];
  if (recovered.interrupted.length === 0 && pending.length === 0)
    return { ...recovered, lineage: state?.lineage ?? recovered.lineage, state, recovered: false, recorded };
  return { ...(await settle(request, recovered, state)), recorded };
}

async function settle(
  request: OpenUnitRequest,
  recovered: RecoveredUnit,
  state: StackState | undefined,
): Promise<Omit<OpenUnit, 'recorded'>> {
  const { ports, runtime, at, unit, lease, border } = request;
  ports.emit({ type: 'phase', phase: 'recover' });
  const base = recovered.deployment;
  if (base === undefined)
    return { ...recovered, lineage: state?.lineage ?? recovered.lineage, state, recovered: false };
  const settled = await runtime.engine.settle({ unit: unitIdentity(at), base });
  if (settled.undecided.length > 0) throw pendingUndecided(settled.undecided);
  lease.assertHeld();
  // The journal may have carried along what the run needed of other units.
  const own = border === undefined ? settled.deployment : partOf(settled.deployment, border.owns);
  const committed = await commitUpdate({
    store: ports.state,
    at,
    unit,
    fence: lease.fence,
    update: recovered.lastUpdate,
    deployment: own,
    checkpointVersion: recovered.checkpointVersion,
    lineage: state?.lineage ?? recovered.lineage,
    change: (stored) => ({
      target: stored?.target ?? ports.target,
      components: {
        ...within(border, stored?.components ?? {}, false),
        ...markUnverified(within(border, stored?.components ?? {})),
      },
      units: stored?.units ?? {},
      lastDeployment: stored?.lastDeployment,
    }),
  });
  ports.emit({
    type: 'recovered',
    updates: recovered.interrupted.length,
    adopted: settled.adopted,
    forgotten: settled.forgotten,
  });
  return {
    deployment: own,
    checkpointVersion: committed.checkpointVersion,
    lastUpdate: recovered.lastUpdate,
    lineage: committed.state.lineage,
    state: committed.state,
    recovered: true,
  };
}

/** After an interruption nobody knows which component runs as recorded: the next apply looks at all of them. */
function markUnverified(components: StackState['components']): StackState['components'] {
  return Object.fromEntries(
    Object.entries(components).map(([address, record]) => [address, { ...record, status: 'unverified' as const }]),
  );
}
