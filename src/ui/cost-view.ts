import type { ComponentCost, CostEstimate, PricedItem } from '../core/cost/estimate.js';
import type { Style } from './style.js';

/** Components by cost, dearest first, then the sums, then what they leave out. */
export function costView(estimate: CostEstimate, options: { name: string; items: boolean }, style: Style): string {
  const costed = estimate.components
    .filter(({ fixed, usage }) => fixed.length + usage.length > 0)
    .sort((a, b) => total(b) - total(a) || (a.component < b.component ? -1 : 1));
  const width = Math.max(9, ...costed.map(({ component }) => component.length));
  const { prices, fixedMonthly, usageMonthly, notCovered } = estimate;
  return [
    `${style('bold', 'component'.padEnd(width))}  ${'fixed'.padStart(12)}  ${'by use'.padStart(12)}`,
    ...costed.flatMap((one) => [
      row(one.component.padEnd(width), one.fixedMonthly, one.usageMonthly),
      ...(options.items ? [...one.fixed, ...one.usage].map((item) => style('dim', itemLine(item))) : []),
    ]),
    style('bold', row('a month'.padEnd(width), fixedMonthly, usageMonthly)),
    '',
    `${options.name}, list prices of ${prices.region} of ${prices.date} in ${prices.currency}. ${prices.note}`,
    ...(notCovered.length > 0 ? ['', 'Not in it:', ...notCovered.map((text) => `  ${text}`)] : []),
  ].join('\n');
}

/** `+12.34`: a change of the fixed cost of a month, as plans show it. */
export function costChange(monthly: number): string {
  return `${monthly < 0 ? '-' : '+'}${Math.abs(monthly).toFixed(2)} USD a month`;
}

function row(name: string, fixed: number, usage: number): string {
  return `${name}  ${fixed.toFixed(2).padStart(12)}  ${(usage > 0 ? usage.toFixed(2) : '').padStart(12)}`.trimEnd();
}

function itemLine({ item, quantity, unitPrice, monthly }: PricedItem): string {
  const amount = Number.isInteger(quantity) ? String(quantity) : quantity.toFixed(2);
  if (unitPrice === undefined || monthly === undefined) return `    ${amount} × ${item}: no price is known`;
  return `    ${amount} × ${item} at ${unitPrice} = ${monthly.toFixed(2)}`;
}

function total({ fixedMonthly, usageMonthly }: ComponentCost): number {
  return fixedMonthly + usageMonthly;
}
