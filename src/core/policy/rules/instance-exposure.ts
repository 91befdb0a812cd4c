import { valueAt } from '../../diagnostics/json-pointer.js';
import type { Policy, PolicyFinding } from '../policy.js';

export const instanceExposure: Policy = {
  id: 'PANKA-SEC-002',
  title: 'instances have neither SSH keys nor public addresses',
  severity: { development: 'warning', production: 'error' },
  kinds: ['EC2Instance'],
  check({ spec, kind, address }, { infra }) {
    const findings: PolicyFinding[] = [];
    if (valueAt(spec, '/keyName') !== undefined && valueAt(infra.security, '/allowSshKeys') !== true)
      findings.push({
        path: '/keyName',
        message: `${kind} ${address} has an SSH key`,
        suggestion: 'use Session Manager, or set Security.allowSshKeys',
      });
    if (valueAt(spec, '/publicIp') === true)
      findings.push({
        path: '/publicIp',
        message: `${kind} ${address} has a public address`,
        suggestion: 'remove "publicIp: true"; a load balancer makes it reachable',
      });
    return findings;
  },
};
