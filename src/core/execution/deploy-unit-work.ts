import type { EngineResult } from '../engine/deployment-engine.js';
import { addressOf } from '../model/state-address.js';
import { hasChanges, type Plan } from '../plan/plan.js';
import { SHARED } from '../plan/resource-owner.js';
import type { ComponentRecord, DeploymentRecord, StackState, StateAddress } from '../state/state-store.js';
import { isCovered } from './approved-plan.js';
import { componentRecords } from './component-records.js';
import type { DeployRequest } from './deploy.js';
import { DeployWork, guardDeployment, type PlannedDeployment, runProgram } from './deploy-work.js';
import { readNeighbours } from './neighbours.js';
import { refuseOpenNeeds } from './open-needs.js';
import { planUnit } from './plan-unit.js';
import { withRevisions } from './revisions.js';
import { checkSavedUnit } from './saved-plan.js';
import { isTarget, type Targets } from './targets.js';
import type { UnitBorder } from './unit-border.js';
import { withNeighbours } from './unit-deployment.js';
import { unitTargets } from './unit-targets.js';
import type { BeforeSteps, EngineCall, OpenedUnit, RunResult, UnitWork } from './unit-work.js';

export interface UnitDeployRequest extends DeployRequest {
  readonly border: UnitBorder;
  /** Which addresses of the unit this run is for. */
  readonly isSelected: (address: string) => boolean;
  /** What is no longer declared stays until the units that may use it have been deployed. */
  readonly keepsDeletes: boolean;
  /** A plan of several units that was approved before. */
  readonly approved?: Plan;
}

interface PlannedUnit extends PlannedDeployment {
  readonly targets: Required<Targets>;
  readonly kept: ReadonlySet<string>;
  readonly state: StackState | undefined;
}

/** What `apply` does with one of several units: as with a whole stack, beside what other units have deployed. */
export class DeployUnitWork implements UnitWork<PlannedUnit> {
  private readonly whole: DeployWork;

  constructor(private readonly request: UnitDeployRequest) {
    this.whole = new DeployWork(request);
  }

  async plan({ unit, runtime, signal }: OpenedUnit): Promise<PlannedUnit> {
    const { ports, desired, refresh, border, keepsDeletes, isSelected } = this.request;
    const { state } = unit;
    const current = { state, interrupted: false };
    const isTouched = (address: string) => border.owns(address) && isSelected(address);
    const targets = unitTargets({ desired, state, isTouched });
    refuseOpenNeeds(desired, targets);
    ports.emit({ type: 'phase', phase: 'preview' });
    checkSavedUnit(this.request.savedPlan, border.unit.name, state);
    const wanted = new Set([...targets.declared, SHARED]);
    const neighbours = await readNeighbours({ store: ports.state, at: this.at, state, border, wanted });
    const base = withNeighbours(unit.deployment, neighbours);
    const facts = { desired, current, base, targets, refresh, runtime, target: ports.target, signal, keepsDeletes };
    const { plan, kept } = await planUnit(facts);
    if (this.request.approved === undefined) guardDeployment(this.request, plan);
    return { plan, targets, base, kept, state };
  }

  isShown({ plan }: PlannedUnit): boolean {
    const { approved } = this.request;
    return approved === undefined || !isCovered(plan, approved);
  }

  asks(planned: PlannedUnit): boolean {
    return hasChanges(planned.plan) && this.isShown(planned);
  }

  approve(planned: PlannedUnit): Promise<boolean> {
    // Something else than what was approved, by somebody else's doing: the limits hold for that as well.
    guardDeployment({ ...this.request, allowMassDelete: true }, planned.plan);
    return this.whole.approve(planned);
  }

  beforeSteps(opened: OpenedUnit, planned: PlannedUnit): BeforeSteps {
    return this.whole.beforeSteps(opened, planned);
  }

  run(call: EngineCall<PlannedUnit>): Promise<EngineResult> {
    const { targets, kept } = call.planned;
    const isTouched = isTarget(targets);
    return runProgram(this.request, call, (resource) => isTouched?.(resource) !== false && !kept.has(resource.urn));
  }

  components({ stored, deployment, recorder }: RunResult, planned: PlannedUnit): Record<string, ComponentRecord> {
    const { desired, border } = this.request;
    const own = new Map([...recorder.outcomes].filter(([address]) => border.owns(address)));
    const now = new Date().toISOString();
    const records = componentRecords({ desired, stored, deployment, outcomes: own, now });
    const { state } = planned;
    const isDeployed = (address: string) => own.get(address)?.status === 'deployed';
    const revised = withRevisions(records, { desired, state, deployment, isDeployed });
    return withLeftovers(revised, planned.kept);
  }

  described(state: StackState): Pick<DeploymentRecord, 'manifests' | 'plugins'> {
    const { plugins } = this.whole.described(state);
    const manifests = Object.entries(state.components).map(([address, { kind, spec }]) => [address, { kind, spec }]);
    return { manifests: Object.fromEntries(manifests), plugins };
  }

  private get at(): StateAddress {
    return addressOf(this.request.desired.application);
  }
}

/** Whoever looks at the whole stack later sees that something is left to delete. */
function withLeftovers(
  records: Readonly<Record<string, ComponentRecord>>,
  kept: ReadonlySet<string>,
): Record<string, ComponentRecord> {
  return Object.fromEntries(
    Object.entries(records).map(([address, { leftovers: _before, ...record }]) => {
      const leftovers = record.resources.filter((urn) => kept.has(urn));
      return [address, { ...record, ...(leftovers.length > 0 && { leftovers }) }];
    }),
  );
}
