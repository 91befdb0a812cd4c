import type { EngineResult } from '../engine/deployment-engine.js';
import { hasChanges, type Plan } from '../plan/plan.js';
import type { ComponentRecord, DeploymentRecord, StackState } from '../state/state-store.js';
import { type BeforeDelete, beforeDelete } from './before-delete.js';
import { componentRecords } from './component-records.js';
import type { Current } from './current.js';
import type { DeployRequest } from './deploy.js';
import { kindOf } from './desired.js';
import { guardPlan, stepGuard } from './guards.js';
import { planBasis, planDeployment } from './plan-deployment.js';
import { checkSavedPlan } from './saved-plan.js';
import { isTarget, selectTargets, type Targets } from './targets.js';
import type { BeforeSteps, EngineCall, OpenedUnit, PlannedUpdate, RunResult, UnitWork } from './unit-update.js';
import { verifyingHooks } from './verifying-hooks.js';

export interface PlannedDeployment extends PlannedUpdate {
  readonly targets: Targets;
}

/** What `apply` does with a unit: preview, then run the program, then record what came of each component. */
export class DeployWork implements UnitWork<PlannedDeployment> {
  constructor(private readonly request: DeployRequest) {}

  async plan({ unit, runtime, signal }: OpenedUnit): Promise<PlannedDeployment> {
    const { ports, desired, filter, refresh } = this.request;
    const current: Current = { state: unit.state, interrupted: false };
    const targets = selectTargets(filter, desired.application, current);
    ports.emit({ type: 'phase', phase: 'preview' });
    checkSavedPlan(this.request.savedPlan, planBasis({ desired, current, target: ports.target }));
    const facts = { desired, current, base: unit.deployment, targets, refresh, runtime, target: ports.target, signal };
    const plan = await planDeployment(facts);
    guardPlan({
      plan,
      kindOf: (kind) => kindOf(desired, kind),
      allowDataLoss: this.request.allowDataLoss,
      allowMassDelete: this.request.allowMassDelete,
    });
    return { plan, targets };
  }

  asks({ plan }: PlannedDeployment): boolean {
    return hasChanges(plan);
  }

  /** A saved plan was approved when it was saved. */
  async approve({ plan }: PlannedDeployment): Promise<boolean> {
    return this.request.savedPlan !== undefined || this.request.approve(plan);
  }

  beforeSteps(opened: OpenedUnit, { plan }: PlannedDeployment): BeforeSteps {
    const guard = stepGuard(plan);
    const snapshots = this.snapshots(opened, plan);
    return {
      base: snapshots.base,
      step: async (event) => {
        await guard(event);
        await snapshots.step(event);
      },
    };
  }

  async run({ runtime, recorder, planned, guarded, signal }: EngineCall<PlannedDeployment>): Promise<EngineResult> {
    const { ports, desired, parallel, refresh } = this.request;
    const { targets } = planned;
    const { touched } = targets;
    const hooks = verifyingHooks({ desired, runtime, recorder, emit: ports.emit, touched, signal });
    return runtime.engine.up({
      ...guarded,
      program: runtime.program({ desired, preview: false, only: targets.declared, hooks, signal }),
      isTarget: isTarget(targets),
      parallel,
      refresh,
    });
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

  /** A replacement deletes, too. */
  private snapshots({ unit, runtime }: OpenedUnit, plan: Plan): BeforeDelete {
    const { ports, desired } = this.request;
    const steps = plan.changes.flatMap((change) => change.resources);
    const doomed = new Set(steps.filter(({ op }) => op === 'delete' || op === 'replace').map(({ urn }) => urn));
    return beforeDelete({
      base: unit.deployment,
      recorded: unit.state?.components ?? {},
      isDoomed: (urn) => doomed.has(urn),
      kindOf: (kind) => kindOf(desired, kind) ?? runtime.kindOf?.(kind),
      runId: ports.run.id,
      aws: runtime.aws,
    });
  }
}
