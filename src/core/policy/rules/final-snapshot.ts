import { valueAt } from '../../diagnostics/json-pointer.js';
import type { Policy } from '../policy.js';

export const finalSnapshot: Policy = {
  id: 'PANKA-DATA-003',
  title: 'what holds data leaves a snapshot when it is deleted',
  severity: { development: 'off', production: 'error' },
  check({ kind, spec, address }, view) {
    if (!view.definition(kind)?.stateful || spec.external || valueAt(spec, '/finalSnapshot') !== false) return [];
    return [
      {
        path: '/finalSnapshot',
        message: `${kind} ${address} leaves no snapshot when it is deleted`,
        suggestion: 'remove "finalSnapshot: false"',
      },
    ];
  },
};
