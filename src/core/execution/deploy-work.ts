import { guardExisting } from '../adoption/guard-existing.js';
import { importsOf } from '../adoption/imports.js';
import type { EngineResult } from '../engine/deployment-engine.js';
import { hasChanges, type Plan } from '../plan/plan.js';
import type { ComponentRecord, DeploymentRecord, StackState } from '../state/state-store.js';
import { type BeforeDelete, beforeDelete } from './before-delete.js';
import { beforeHandover } from './before-handover.js';
import { beforeUpgrade } from './before-upgrade.js';
import { clearedSteps, withoutAwaited, withoutDeletions } from './cleared-steps.js';
import { componentRecords } from './component-records.js';
import type { DeployRequest } from './deploy.js';
import { kindOf } from './desired.js';
import { guardPlan, stepGuard } from './guards.js';
import { handoverSubjects, planBasis, planDeployment } from './plan-deployment.js';
import { checkSavedPlan } from './saved-plan.js';
import { snapshotPorts } from './snapshot-ports.js';
import { isTarget, selectTargets, type Targets } from './targets.js';
import type { BeforeSteps, EngineCall, OpenedUnit, PlannedUpdate, RunResult, UnitWork } from './unit-work.js';
import { verifyingHooks } from './verifying-hooks.js';

export interface PlannedDeployment extends PlannedUpdate {
  readonly targets: Targets;
  /** What the engine starts from. */
  readonly base: OpenedUnit['unit']['deployment'];
}

/** What `apply` does with a unit: preview, then run the program, then record what came of each component. */
export class DeployWork implements UnitWork<PlannedDeployment> {
  constructor(private readonly request: DeployRequest) {}

  async plan({ unit, runtime, signal }: OpenedUnit): Promise<PlannedDeployment> {
    const { ports, desired, filter, refresh } = this.request;
    const current = { state: unit.state, interrupted: false };
    const targets = selectTargets(filter, desired.application, current);
    ports.emit({ type: 'phase', phase: 'preview' });
    checkSavedPlan(this.request.savedPlan, planBasis({ desired, current, target: ports.target }));
    const base = unit.deployment;
    const plan = await planDeployment({
      desired,
      current,
      base,
      targets,
      refresh,
      runtime,
      target: ports.target,
      signal,
    });
    guardDeployment(this.request, plan);
    return { plan, targets, base };
  }

  isShown(): boolean {
    return true;
  }

  asks({ plan }: PlannedDeployment): boolean {
    return hasChanges(plan);
  }

  /** A saved plan was approved when it was saved. */
  async approve({ plan }: PlannedDeployment): Promise<boolean> {
    return this.request.savedPlan !== undefined || this.request.approve(plan);
  }

  beforeSteps(opened: OpenedUnit, planned: PlannedDeployment): BeforeSteps {
    const guard = stepGuard(planned.plan);
    const snapshots = snapshotsOf(this.request, opened, planned);
    const upgrade = upgradesOf(this.request, opened, planned);
    const handOver = handoversOf(this.request, opened, planned);
    return {
      ...snapshots,
      cleared: withoutAwaited(withoutDeletions(clearedSteps(planned.plan)), planned.plan),
      step: async (event) => {
        await guard(event);
        await snapshots.step(event);
        await upgrade(event);
        await handOver(event);
      },
    };
  }

  run(call: EngineCall<PlannedDeployment>): Promise<EngineResult> {
    return runProgram(this.request, call, isTarget(call.planned.targets));
  }

  components({ stored, deployment, recorder }: RunResult): Record<string, ComponentRecord> {
    const { desired } = this.request;
    const now = new Date().toISOString();
    return componentRecords({ desired, stored, deployment, outcomes: recorder.outcomes, now });
  }

  described(state: StackState): Pick<DeploymentRecord, 'manifests' | 'plugins'> {
    const { ports, desired } = this.request;
    const manifests = [...desired.components].map(([address, { kind, spec }]) => [address, { kind, spec }] as const);
    const basis = planBasis({ desired, current: { state, interrupted: false }, target: ports.target });
    return { manifests: Object.fromEntries(manifests), plugins: basis.plugins };
  }
}

/** Stops what would lose data or everything. */
export function guardDeployment(request: DeployRequest, plan: Plan): void {
  const { desired, allowDataLoss, allowMassDelete } = request;
  guardPlan({ plan, kindOf: (kind) => kindOf(desired, kind), allowDataLoss, allowMassDelete });
  guardExisting(plan, request.changeExisting ?? []);
}

/** Lets the engine run the program of a unit, each component verified before it counts as deployed. */
export function runProgram(
  request: DeployRequest,
  { runtime, recorder, planned, guarded, signal }: EngineCall<PlannedDeployment>,
  isTargeted: ((resource: { urn: string }) => boolean) | undefined,
): Promise<EngineResult> {
  const { ports, desired, parallel, refresh } = request;
  const { touched, declared } = planned.targets;
  const hooks = verifyingHooks({ desired, runtime, recorder, emit: ports.emit, touched, signal });
  return runtime.engine.up({
    ...guarded,
    program: runtime.program({
      desired,
      preview: false,
      only: declared,
      imports: importsOf(desired.application, planned.base),
      hooks,
      signal,
    }),
    isTarget: isTargeted,
    parallel,
    refresh,
  });
}

/** A replacement deletes, too. */
function snapshotsOf(
  { ports, desired }: DeployRequest,
  opened: OpenedUnit,
  { plan, base }: PlannedDeployment,
): BeforeDelete {
  const { unit, runtime } = opened;
  const steps = plan.changes.flatMap((change) => change.resources);
  const doomed = new Set(steps.filter(({ op }) => op === 'delete' || op === 'replace').map(({ urn }) => urn));
  return beforeDelete({
    base,
    recorded: unit.state?.components ?? {},
    isDoomed: (urn) => doomed.has(urn),
    kindOf: (kind) => kindOf(desired, kind) ?? runtime.kindOf?.(kind),
    runId: ports.run.id,
    ...snapshotPorts(opened),
    keptKeys: unit.state?.keptKeys,
  });
}

function upgradesOf({ ports, desired }: DeployRequest, opened: OpenedUnit, { plan, base }: PlannedDeployment) {
  const kind = (name: string) => kindOf(desired, name);
  return beforeUpgrade({ plan, base, kindOf: kind, runId: ports.run.id, ...snapshotPorts(opened) });
}

function handoversOf({ desired }: DeployRequest, { runtime, signal }: OpenedUnit, { plan, base }: PlannedDeployment) {
  const { aws, sleep } = runtime;
  return beforeHandover({ plan, base, ...handoverSubjects(desired), aws, sleep, signal });
}
