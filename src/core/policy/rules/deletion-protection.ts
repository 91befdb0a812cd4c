import { valueAt } from '../../diagnostics/json-pointer.js';
import type { Policy, PolicyFinding } from '../policy.js';

export const deletionProtection: Policy = {
  id: 'PANKA-DATA-002',
  title: 'what holds data is protected against deletion and leaves a snapshot',
  severity: { development: 'off', production: 'error' },
  check({ kind, spec, address }, view) {
    if (!view.definition(kind)?.stateful || spec.external) return [];
    const findings: PolicyFinding[] = [];
    if (spec.deletionProtection === false)
      findings.push({
        path: '/deletionProtection',
        message: `${kind} ${address} holds data and is not protected against deletion`,
        suggestion: 'remove "deletionProtection: false"',
      });
    if (valueAt(spec, '/finalSnapshot') === false)
      findings.push({
        path: '/finalSnapshot',
        message: `${kind} ${address} leaves no snapshot when it is deleted`,
        suggestion: 'remove "finalSnapshot: false"',
      });
    return findings;
  },
};
