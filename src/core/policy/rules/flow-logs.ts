import { valueAt } from '../../diagnostics/json-pointer.js';
import type { Policy } from '../policy.js';

export const flowLogs: Policy = {
  id: 'PANKA-NET-002',
  title: 'networks that the stack makes keep flow logs',
  severity: { development: 'off', production: 'error' },
  checkStack({ infra }) {
    const { networking } = infra;
    if (networking === undefined || valueAt(networking, '/vpc/mode') !== 'create') return [];
    if (valueAt(networking, '/flowLogs/enabled') !== false) return [];
    return [{ path: '', message: 'Networking.flowLogs is off', suggestion: 'set Networking.flowLogs.enabled to true' }];
  },
};
