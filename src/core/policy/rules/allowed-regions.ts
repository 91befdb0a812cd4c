import { valueAt } from '../../diagnostics/json-pointer.js';
import type { Policy } from '../policy.js';

export const allowedRegions: Policy = {
  id: 'PANKA-REG-001',
  title: 'the stack is deployed to an allowed region',
  severity: { development: 'error', production: 'error' },
  checkStack({ stack, infra, region }) {
    const allowed = valueAt(infra.compliance, '/allowedRegions');
    if (!Array.isArray(allowed) || region === undefined || allowed.includes(region)) return [];
    return [
      {
        path: '/provider/region',
        message: `stack "${stack}" would be in ${region}; Compliance allows ${allowed.join(', ')}`,
        suggestion: `deploy to ${String(allowed[0])}`,
      },
    ];
  },
};
