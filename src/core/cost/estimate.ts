import type { ComponentKind, CostItem, JsonObject } from '../../sdk/index.js';
import type { PlannedResource } from '../policy/policy.js';
import { type PriceList, unitPrice } from './price-list.js';
import { resourceCost } from './resource-cost.js';
import { usageCost } from './usage-cost.js';

/** A component, or a part of the stack, as far as it costs money. */
export interface Costed {
  readonly component: string;
  readonly kind: string;
  readonly spec: JsonObject;
}

export interface PricedItem extends CostItem {
  /** USD for one unit; absent where the price list has none. */
  readonly unitPrice?: number;
  /** USD a month. */
  readonly monthly?: number;
}

/** What one component costs a month. */
export interface ComponentCost {
  readonly component: string;
  readonly kind: string;
  /** Runs whether it is used or not. */
  readonly fixed: readonly PricedItem[];
  /** By `spec.usage`. */
  readonly usage: readonly PricedItem[];
  /** USD a month, of what has a price. */
  readonly fixedMonthly: number;
  readonly usageMonthly: number;
}

export interface CostEstimate {
  readonly components: readonly ComponentCost[];
  readonly fixedMonthly: number;
  readonly usageMonthly: number;
  /** What the sums leave out, in sentences. */
  readonly notCovered: readonly string[];
  readonly prices: Pick<PriceList, 'region' | 'date' | 'currency' | 'note'>;
}

export interface EstimateRequest {
  readonly components: readonly Costed[];
  readonly kindOf: (kind: string) => ComponentKind | undefined;
  readonly prices: PriceList;
  /** Region that is deployed to, if it is known. */
  readonly region?: string;
  /** Declared resources: shared pieces and alarms are priced by them. Absent: neither is part of the estimate. */
  readonly resources?: readonly PlannedResource[];
}

/** What the components cost a month by list prices. Discounts, free tiers and traffic between zones are not in it. */
export function estimateCost(request: EstimateRequest): CostEstimate {
  const { prices, resources = [], kindOf } = request;
  const components = request.components.map((one) => componentCost(one, request));
  const shared = resourceCost(resources.filter(({ component }) => component === 'shared'));
  if (shared.length > 0)
    components.unshift(priced({ component: 'shared', kind: 'Stack', fixed: shared, usage: [] }, prices));
  return {
    components,
    fixedMonthly: sum(components.map((one) => one.fixedMonthly)),
    usageMonthly: sum(components.map((one) => one.usageMonthly)),
    notCovered: notCovered(components, kindOf, request),
    prices: { region: prices.region, date: prices.date, currency: prices.currency, note: prices.note },
  };
}

function componentCost({ component, kind, spec }: Costed, request: EstimateRequest): ComponentCost {
  const { kindOf, prices, resources = [] } = request;
  const definition = kindOf(kind);
  if (spec['external'] !== undefined) return priced({ component, kind, fixed: [], usage: [] }, prices);
  const alarms = resourceCost(
    resources.filter((one) => one.component === component && one.type.includes('metricAlarm')),
  );
  const fixed = [...(definition?.fixedCost?.(spec) ?? []), ...alarms].filter(({ quantity }) => quantity > 0);
  return priced({ component, kind, fixed, usage: usageCost(definition, spec) }, prices);
}

function priced(
  {
    component,
    kind,
    fixed,
    usage,
  }: { component: string; kind: string; fixed: readonly CostItem[]; usage: readonly CostItem[] },
  prices: PriceList,
): ComponentCost {
  const [fixedItems, usageItems] = [
    fixed.map((one) => pricedItem(one, prices)),
    usage.map((one) => pricedItem(one, prices)),
  ];
  return {
    component,
    kind,
    fixed: fixedItems,
    usage: usageItems,
    fixedMonthly: sum(fixedItems.map(({ monthly = 0 }) => monthly)),
    usageMonthly: sum(usageItems.map(({ monthly = 0 }) => monthly)),
  };
}

function pricedItem({ item, quantity }: CostItem, prices: PriceList): PricedItem {
  const price = unitPrice(prices, item);
  return price === undefined ? { item, quantity } : { item, quantity, unitPrice: price, monthly: quantity * price };
}

function notCovered(
  components: readonly ComponentCost[],
  kindOf: EstimateRequest['kindOf'],
  { region, prices, resources }: EstimateRequest,
): string[] {
  const items = components.flatMap(({ fixed, usage }) => [...fixed, ...usage]);
  const unknown = [...new Set(items.filter(({ unitPrice: price }) => price === undefined).map(({ item }) => item))];
  const byUse = components.filter(({ kind, usage }) => usage.length === 0 && kindOf(kind)?.usage !== undefined);
  return [
    ...(region !== undefined && region !== prices.region
      ? [`prices are those of ${prices.region}, not of ${region}`]
      : []),
    ...unknown.map((item) => `no price is known for ${item}`),
    ...(byUse.length > 0
      ? [`what depends on use, of ${byUse.map(({ component }) => component).join(', ')}: spec.usage says how much`]
      : []),
    ...(resources === undefined ? ['what the stack shares (network, keys) and alarms'] : []),
  ];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
