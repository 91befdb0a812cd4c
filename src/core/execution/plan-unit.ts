import type { ResourceEvent } from '../engine/deployment-engine.js';
import type { Plan } from '../plan/plan.js';
import type { StackState } from '../state/state-store.js';
import type { Current } from './current.js';
import { type PlanRequest, planOf, previewDeployment } from './plan-deployment.js';

export interface UnitPlan {
  readonly plan: Plan;
  /** URNs of what is no longer declared and stays for now. */
  readonly kept: ReadonlySet<string>;
}

/**
 * The plan of one unit. What is no longer declared may still be used by units that come later in the same apply: with
 * `keepsDeletes` it stays, and is not part of the plan.
 */
export async function planUnit(request: PlanRequest & { readonly keepsDeletes: boolean }): Promise<UnitPlan> {
  const preview = await previewDeployment(request);
  const isDelete = ({ op, phase }: ResourceEvent) => op === 'delete' && phase === 'planned';
  if (!request.keepsDeletes) return { plan: await planOf(request, preview), kept: new Set() };
  const current = withoutGone(request.current, request.desired.hashes);
  const steps = preview.steps.filter((step) => !isDelete(step));
  return {
    plan: await planOf({ ...request, current }, { ...preview, steps }),
    kept: new Set(preview.steps.filter(isDelete).map(({ urn }) => urn)),
  };
}

function withoutGone(current: Current, wanted: ReadonlyMap<string, string>): Current {
  const { state } = current;
  if (state === undefined) return current;
  const components: StackState['components'] = Object.fromEntries(
    Object.entries(state.components).filter(([address]) => wanted.has(address)),
  );
  return { ...current, state: { ...state, components } };
}
