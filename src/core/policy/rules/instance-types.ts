import { valueAt } from '../../diagnostics/json-pointer.js';
import { matchesPattern } from '../patterns.js';
import type { Policy } from '../policy.js';

/** Fields that name an instance type, in whichever kind has them. */
const FIELDS = ['/instance/class', '/instanceType', '/cluster/nodeType', '/broker/instanceType'];

export const instanceTypes: Policy = {
  id: 'PANKA-TYP-001',
  title: 'only allowed instance types are used',
  severity: { development: 'error', production: 'error' },
  check({ spec, kind, address }, { infra }) {
    const allowed = valueAt(infra.compliance, '/allowedInstanceTypes');
    if (!Array.isArray(allowed)) return [];
    return FIELDS.flatMap((path) => {
      const type = valueAt(spec, path);
      if (typeof type !== 'string' || allowed.some((pattern) => matchesPattern(String(pattern), type))) return [];
      return [{ path, message: `${kind} ${address} is on ${type}; Compliance allows ${allowed.join(', ')}` }];
    });
  },
};
