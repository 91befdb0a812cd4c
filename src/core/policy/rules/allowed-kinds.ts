import { valueAt } from '../../diagnostics/json-pointer.js';
import type { Policy } from '../policy.js';

export const allowedKinds: Policy = {
  id: 'PANKA-TYP-002',
  title: 'only allowed kinds are used',
  severity: { development: 'error', production: 'error' },
  check({ kind, address }, { infra }) {
    const allowed = valueAt(infra.compliance, '/allowedKinds');
    if (!Array.isArray(allowed) || allowed.includes(kind)) return [];
    return [
      {
        path: '',
        message: `${kind} ${address} is of a kind that Compliance does not allow; allowed: ${allowed.join(', ')}`,
      },
    ];
  },
};
