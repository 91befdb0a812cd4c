import type { ProjectSession } from '../composition.js';
import { isUnchanged, readCurrent, UNIT } from '../core/execution/current.js';
import type { Filter } from '../core/execution/filter.js';
import { refuseForeignTarget } from '../core/execution/foreign-target.js';
import { refuseOtherGranularity } from '../core/execution/granularity.js';
import { assemblePlan, planDeployment } from '../core/execution/plan-deployment.js';
import { planUnits, selectUnits } from '../core/execution/plan-units.js';
import { selectTargets } from '../core/execution/targets.js';
import type { Application } from '../core/model/application.js';
import { lockGranularityOf } from '../core/model/deployment-units.js';
import { addressOf } from '../core/model/state-address.js';
import type { Plan } from '../core/plan/plan.js';
import { readUnitDeployment } from '../core/state/read-unit-deployment.js';

export interface PlanningOptions {
  readonly filter: Filter;
  readonly refresh: boolean;
  readonly signal?: AbortSignal;
}

/** The plan of an application without lock and without writing: what `plan`, `why` and coloured graphs show. */
export async function planReadOnly(
  session: ProjectSession,
  application: Application,
  { filter, refresh, signal }: PlanningOptions,
): Promise<Plan> {
  const desired = await session.desire(application);
  const at = addressOf(application);
  const ports = await session.ports({ application, command: 'panka plan', emit: () => {}, at });
  const granularity = lockGranularityOf(application);
  if (granularity !== 'stack') {
    const request = { ports, desired, filter, refresh, signal };
    const selected = await selectUnits(request, granularity);
    refuseOtherGranularity(selected.current.state, granularity);
    return planUnits(request, selected);
  }
  const current = await readCurrent(ports.state, at);
  refuseForeignTarget(ports, current.state);
  refuseOtherGranularity(current.state, granularity);
  const targets = selectTargets(filter, application, current);
  const facts = { desired, current, targets, target: ports.target };
  if (!refresh && isUnchanged(desired, current, targets.touched)) return assemblePlan(facts, []);
  const runtime = await ports.engine();
  try {
    const { deployment } = await readUnitDeployment(ports.state, at, { unit: UNIT, state: current.state });
    return await planDeployment({ ...facts, base: deployment, refresh, runtime, signal });
  } finally {
    await runtime.close();
  }
}
