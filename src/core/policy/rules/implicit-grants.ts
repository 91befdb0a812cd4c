import { valueAt } from '../../diagnostics/json-pointer.js';
import type { Policy } from '../policy.js';

export const implicitGrants: Policy = {
  id: 'PANKA-IAM-003',
  title: 'access is granted by bindings, not by reading an output',
  severity: { development: 'off', production: 'warning' },
  demanded: (security) => valueAt(security, '/iam/implicitGrants') === false,
  check({ references, address }) {
    const bound = new Set(references.filter(({ via }) => via === 'binding').map(({ to }) => to));
    return references
      .filter(({ via, to, access }) => via === 'valueFrom' && grants(access) && !bound.has(to))
      .map(({ path, to, access, kind }) => ({
        path,
        message: `this valueFrom grants ${address} "${access}" access to ${kind} ${to}`,
        suggestion: `say so: bindings: [{component: ${to}, access: ${access}}]`,
      }));
  },
};

/** `connect` opens the network path only. */
function grants(access: string | undefined): boolean {
  return access !== undefined && access !== 'connect';
}
