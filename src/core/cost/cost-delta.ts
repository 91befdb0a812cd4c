import type { ComponentKind, JsonObject } from '../../sdk/index.js';
import type { Plan } from '../plan/plan.js';
import { estimateCost } from './estimate.js';
import type { PriceList } from './price-list.js';

/** What a plan changes in the fixed cost of a month, in USD, by component; without shared pieces and alarms. */
export interface CostDelta {
  readonly monthly: number;
  readonly components: readonly { readonly component: string; readonly before: number; readonly after: number }[];
  readonly notCovered: readonly string[];
}

export interface DeltaRequest {
  readonly plan: Plan;
  readonly before: (component: string) => { readonly kind: string; readonly spec: JsonObject } | undefined;
  readonly after: (component: string) => { readonly kind: string; readonly spec: JsonObject } | undefined;
  readonly kindOf: (kind: string) => ComponentKind | undefined;
  readonly prices: PriceList;
  readonly region?: string;
}

export function costDelta({ plan, before, after, kindOf, prices, region }: DeltaRequest): CostDelta {
  const changed = plan.changes.filter(({ action }) => action !== 'none').map(({ component }) => component);
  const side = (of: DeltaRequest['before']) => {
    const components = changed.flatMap((component) => {
      const found = of(component);
      return found ? [{ component, ...found }] : [];
    });
    return estimateCost({ components, kindOf, prices, ...(region === undefined ? {} : { region }) });
  };
  const [old, now] = [side(before), side(after)];
  const monthly = (estimate: typeof old, component: string) =>
    estimate.components.find((one) => one.component === component)?.fixedMonthly ?? 0;
  const components = changed
    .map((component) => ({ component, before: monthly(old, component), after: monthly(now, component) }))
    .filter((one) => one.before !== one.after);
  return { monthly: now.fixedMonthly - old.fixedMonthly, components, notCovered: now.notCovered };
}
