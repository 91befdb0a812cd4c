import type { JsonObject } from '../../sdk/index.js';
import { costDelta } from '../cost/cost-delta.js';
import type { Plan } from '../plan/plan.js';
import { deployedComponents } from './current.js';
import { kindOf } from './desired.js';
import type { PlanRequest } from './plan-deployment.js';

/** The plan with what it changes in the fixed cost of a month, where prices are known. */
export async function withCost(
  plan: Plan,
  { desired, current, runtime, target }: Pick<PlanRequest, 'desired' | 'current' | 'runtime' | 'target'>,
): Promise<Plan> {
  const prices = await desired.prices?.();
  if (prices === undefined) return plan;
  const deployed = deployedComponents(current);
  const cost = costDelta({
    plan,
    prices,
    before: (component) => deployed[component] as { kind: string; spec: JsonObject } | undefined,
    after: (component) => desired.components.get(component),
    kindOf: (kind) => kindOf(desired, kind) ?? runtime.kindOf?.(kind),
    region: target.region,
  });
  return { ...plan, cost };
}
