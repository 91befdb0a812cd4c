import type { LockGranularity } from '../locks/lock-store.js';
import { hasChanges, type Plan } from '../plan/plan.js';
import { SHARED } from '../plan/resource-owner.js';
import type { DeployRequest } from './deploy.js';
import { guardDeployment } from './deploy-work.js';
import { type DeploymentOutcome, outcomeOf } from './deployment-outcome.js';
import { notApproved } from './errors.js';
import { refuseOtherGranularity } from './granularity.js';
import { refuseOpenNeeds, refuseStillNeeded } from './open-needs.js';
import { isAsWanted, planUnits, type SelectedUnits, selectUnits } from './plan-units.js';
import { UnitSequence } from './unit-sequence.js';
import { unitTargets } from './unit-targets.js';

/** Brings a stack of several units to what the manifests say: one plan, then each unit under its own lock. */
export async function deployUnits(request: DeployRequest, granularity: LockGranularity): Promise<DeploymentOutcome> {
  const { ports } = request;
  const startedAt = Date.now();
  const selected = await selectUnits(request, granularity);
  const { current, selection } = selected;
  refuseOtherGranularity(current.state, granularity);
  if (isAsWanted(selected, request.refresh)) {
    const plan = await planUnits(request, selected);
    return outcomeOf({ ports, plan, status: 'nothing-to-do', state: current.state, startedAt });
  }
  refuseWhatCannotBe(request, selected);
  const [only, ...others] = unitsToRun(request, selected);
  if (only !== undefined && others.length === 0 && !selection.isWhole)
    return new UnitSequence(request, selected).alone(only);
  const plan = await approvedPlan(request, selected);
  return new UnitSequence(request, selected, plan).run(startedAt);
}

/** Before anything is locked or asked. */
function refuseWhatCannotBe({ desired }: DeployRequest, { current: { state }, selection }: SelectedUnits): void {
  if (selection.isWhole) return;
  const isTouched = (address: string) => selection.isSelected(address);
  const targets = unitTargets({ desired, state, isTouched });
  refuseOpenNeeds(desired, targets);
  const { isGone, isSelected } = selection;
  refuseStillNeeded(state?.components ?? {}, (a) => a !== SHARED && isGone(a), isSelected);
}

function unitsToRun({ refresh }: DeployRequest, { current, selection }: SelectedUnits) {
  const units = [...selection.outdated(current, refresh), ...selection.leftover(current)];
  return [...new Map(units.map((unit) => [unit.name, unit])).values()];
}

/** Shown and approved once for all units; each is held to it. */
async function approvedPlan(request: DeployRequest, selected: SelectedUnits): Promise<Plan> {
  const { ports } = request;
  ports.emit({ type: 'phase', phase: 'preview' });
  const plan = await planUnits(request, selected);
  guardDeployment(request, plan);
  ports.emit({ type: 'planned', plan });
  if (!hasChanges(plan)) return plan;
  ports.emit({ type: 'phase', phase: 'approve' });
  if (request.savedPlan === undefined && !(await request.approve(plan))) throw notApproved();
  return plan;
}
