import type { LockGranularity } from '../locks/lock-store.js';
import { addressOf } from '../model/state-address.js';
import type { Plan } from '../plan/plan.js';
import { SHARED } from '../plan/resource-owner.js';
import type { Desired } from './desired.js';
import type { Filter } from './filter.js';
import { refuseForeignTarget } from './foreign-target.js';
import { assemblePlan, planBasis, planDeployment } from './plan-deployment.js';
import type { DeploymentPorts } from './ports.js';
import { type CurrentUnits, knownUnits, readDeployment, readUnits } from './read-units.js';
import { checkSavedPlan } from './saved-plan.js';
import { unitsInOrder } from './unit-order.js';
import { UnitSelection } from './unit-selection.js';

export interface PlanUnitsRequest {
  readonly ports: Pick<DeploymentPorts, 'state' | 'target' | 'engine'>;
  readonly desired: Desired;
  readonly filter: Filter;
  readonly refresh: boolean;
  readonly savedPlan?: Plan | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The units of a stack, what is deployed of them, and what is asked for. */
export interface SelectedUnits {
  readonly current: CurrentUnits;
  readonly selection: UnitSelection;
}

/** Looks at the state alone. Throws ForeignTarget, NothingMatches, PlanStale. */
export async function selectUnits(request: PlanUnitsRequest, granularity: LockGranularity): Promise<SelectedUnits> {
  const { ports, desired, filter } = request;
  const names = unitsInOrder(granularity, desired).map(({ name }) => name);
  const current = await readUnits(ports.state, addressOf(desired.application), names);
  refuseForeignTarget(ports, current.state);
  const selection = new UnitSelection(granularity, desired, { filter, state: current.state });
  checkSavedPlan(request.savedPlan, planBasis(factsOf(request, { current, selection })));
  return { current, selection };
}

/** One plan for all selected units, made without a lock from what is recorded. Writes nothing. */
export async function planUnits(request: PlanUnitsRequest, selected: SelectedUnits): Promise<Plan> {
  const { ports, refresh, signal } = request;
  const facts = factsOf(request, selected);
  const { current, selection } = selected;
  if (isAsWanted(selected, refresh)) return assemblePlan(facts, []);
  const runtime = await ports.engine();
  try {
    const names = new Set([...selection.names(current.state), ...knownUnits(current.state)]);
    const base = await readDeployment(ports.state, selection.at, names);
    return await planDeployment({ ...facts, base, refresh, runtime, ...(signal !== undefined && { signal }) });
  } finally {
    await runtime.close();
  }
}

/** True when there is nothing to do, told from the state alone. */
export function isAsWanted({ current, selection }: SelectedUnits, refresh: boolean): boolean {
  return selection.outdated(current, refresh).length === 0 && selection.leftover(current).length === 0;
}

function factsOf({ desired, ports, refresh }: PlanUnitsRequest, { current, selection }: SelectedUnits) {
  const { state } = current;
  const shared = selection.unitOf(SHARED).name;
  const isShared = selection.outdated(current, refresh).some(({ name }) => name === shared);
  return {
    desired,
    current: { state, interrupted: current.interrupted.size > 0 },
    target: ports.target,
    targets: selection.targets(state, isShared),
    units: selection.names(state),
  };
}
