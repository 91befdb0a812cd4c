import { valueAt } from '../../diagnostics/json-pointer.js';
import type { Policy } from '../policy.js';

export const budget: Policy = {
  id: 'PANKA-COST-001',
  title: 'the fixed cost of a month stays within the budget of Compliance',
  severity: { development: 'off', production: 'warning' },
  checkStack({ infra, fixedMonthly }) {
    const most = valueAt(infra.compliance, '/budget/monthlyUsd');
    const cost = typeof most === 'number' ? fixedMonthly?.() : undefined;
    if (cost === undefined || cost <= (most as number)) return [];
    return [
      {
        path: '',
        message: `the components cost about ${cost.toFixed(2)} USD a month before any use; the budget is ${most}`,
        suggestion: '`panka cost` shows what each component costs',
      },
    ];
  },
};
