import { type DeploymentUnit, unitNamed, unitOf } from '../model/deployment-units.js';
import type { Plan } from '../plan/plan.js';
import { SHARED } from '../plan/resource-owner.js';
import { readHead } from '../state/read-head.js';
import type { StackState } from '../state/state-store.js';
import { combineOutcomes } from './combined-outcome.js';
import { type DeploymentOutcome, outcomeOf } from './deployment-outcome.js';
import type { DestroyRequest } from './destroy.js';
import { destroyPlan } from './destroy-plan.js';
import { DestroyWork, planDestruction, touchedBy } from './destroy-work.js';
import { notApproved } from './errors.js';
import { refuseForeignTarget } from './foreign-target.js';
import { deployedGranularity, refuseOtherGranularity } from './granularity.js';
import { type CurrentUnits, knownUnits, readDeployment, readUnits } from './read-units.js';
import { borderOf } from './unit-border.js';
import { unitsToDelete } from './unit-order.js';
import { updateUnit } from './unit-update.js';

/** Deletes what is deployed of a stack of several units: shown and approved once, then each unit under its own lock. */
export async function destroyUnits(request: DestroyRequest): Promise<DeploymentOutcome> {
  const { ports, at } = request;
  const startedAt = Date.now();
  const current = await readUnits(ports.state, at, []);
  refuseForeignTarget(ports, current.state);
  const components = current.state?.components ?? {};
  if (Object.keys(components).length === 0 && current.interrupted.size === 0) {
    const plan = destroyPlan(request, { resources: [], state: current.state, touched: undefined });
    return outcomeOf({ ports, plan, status: 'nothing-to-do', state: current.state, startedAt });
  }
  const touched = touchedBy(request.filter, components);
  const plan = await approvedDestruction(request, current, touched);
  const outcomes: DeploymentOutcome[] = [];
  for (const unit of unitsOf(request, current, touched)) {
    const now = await readHead(ports.state, at);
    if (request.signal.aborted || isStillUsed(unit, now, outcomes)) continue;
    outcomes.push(await destroyUnit(request, { unit, touched, plan, state: now }));
  }
  const state = await readHead(ports.state, at);
  const interrupted = request.signal.aborted;
  return combineOutcomes({ ports, plan, outcomes, skipped: new Map(), interrupted, state, startedAt });
}

async function approvedDestruction(
  request: DestroyRequest,
  { state }: CurrentUnits,
  touched: ReadonlySet<string> | undefined,
): Promise<Plan> {
  const { ports, at } = request;
  const deployment = await readDeployment(ports.state, at, knownUnits(state));
  const plan = planDestruction(request, { resources: deployment?.resources ?? [], state, touched });
  ports.emit({ type: 'planned', plan });
  ports.emit({ type: 'phase', phase: 'approve' });
  if (!(await request.approve(plan))) throw notApproved();
  return plan;
}

/** Who needs others first. Units without a record, of which an interrupted run may have made something, before all. */
function unitsOf(
  { at }: DestroyRequest,
  { state, interrupted }: CurrentUnits,
  touched: ReadonlySet<string> | undefined,
): readonly DeploymentUnit[] {
  const granularity = deployedGranularity(state) ?? 'stack';
  const components = Object.entries(state?.components ?? {});
  const doomed = components.filter(([address]) => touched === undefined || touched.has(address));
  const units = unitsToDelete(granularity, at, Object.fromEntries(doomed));
  const recorded = new Set(components.map(([address]) => unitOf(granularity, at, address).name));
  const unrecorded = touched === undefined ? [...interrupted].filter((name) => !recorded.has(name)) : [];
  return [...unrecorded.map((name) => unitNamed(at, name)), ...units];
}

/** After a failure: something that is still there needs it. */
function isStillUsed(
  unit: DeploymentUnit,
  state: StackState | undefined,
  outcomes: readonly DeploymentOutcome[],
): boolean {
  if (state === undefined || outcomes.every(({ status }) => status !== 'failed')) return false;
  const { owns } = borderOf(deployedGranularity(state) ?? 'stack', state, unit);
  return Object.entries(state.components).some(
    ([address, { needs }]) => !owns(address) && (owns(SHARED) || needs.some(owns)),
  );
}

interface DestroyUnit {
  readonly unit: DeploymentUnit;
  readonly touched: ReadonlySet<string> | undefined;
  readonly plan: Plan;
  readonly state: StackState | undefined;
}

function destroyUnit(request: DestroyRequest, { unit, touched, plan, state }: DestroyUnit): Promise<DeploymentOutcome> {
  const { ports, at } = request;
  const granularity = deployedGranularity(state) ?? 'stack';
  const border = borderOf(granularity, at, unit);
  ports.emit({ type: 'unit', unit: unit.name });
  const alreadyDone = async () => {
    refuseOtherGranularity(await readHead(ports.state, at), granularity);
    return undefined;
  };
  const part = { border, touched, approved: plan };
  return updateUnit({ ...request, scope: unit.scope, border, alreadyDone, work: new DestroyWork(request, part) });
}
