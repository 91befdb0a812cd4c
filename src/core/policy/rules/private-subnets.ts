import { valueAt } from '../../diagnostics/json-pointer.js';
import type { Policy, PolicyFinding } from '../policy.js';

export const privateSubnets: Policy = {
  id: 'PANKA-NET-001',
  title: 'workloads run in private subnets without public addresses',
  severity: { development: 'warning', production: 'error' },
  kinds: ['MicroService', 'Worker', 'CronJob', 'Lambda', 'EC2Instance'],
  check({ kind, spec, address }) {
    const findings: PolicyFinding[] = [];
    if (valueAt(spec, '/networking/subnets') === 'public')
      findings.push({
        path: '/networking/subnets',
        message: `${kind} ${address} runs in public subnets`,
        suggestion: 'write "subnets: private"; an ALB makes it reachable',
      });
    if (valueAt(spec, '/networking/assignPublicIp') === true)
      findings.push({
        path: '/networking/assignPublicIp',
        message: `${kind} ${address} gets a public address`,
        suggestion: 'remove "assignPublicIp: true"',
      });
    if (valueAt(spec, '/publicIp') === true)
      findings.push({
        path: '/publicIp',
        message: `${kind} ${address} gets a public address`,
        suggestion: 'remove "publicIp: true"',
      });
    return findings;
  },
};
