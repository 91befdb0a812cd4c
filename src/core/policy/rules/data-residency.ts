import { valueAt } from '../../diagnostics/json-pointer.js';
import type { Policy } from '../policy.js';

export const dataResidency: Policy = {
  id: 'PANKA-REG-003',
  title: 'data stays in the regions that Compliance names',
  severity: { development: 'error', production: 'error' },
  checkStack({ stack, infra, region }) {
    const regions = residency(infra.compliance);
    if (!regions || region === undefined || regions.includes(region)) return [];
    return [
      {
        path: '/provider/region',
        message: `stack "${stack}" would be in ${region}; data may not leave ${regions.join(', ')}`,
      },
    ];
  },
  check({ spec, kind, address }, { infra }) {
    const regions = residency(infra.compliance);
    const replicas = valueAt(spec, '/replicas');
    if (!regions || !Array.isArray(replicas)) return [];
    return replicas.flatMap((replica, index) =>
      typeof replica !== 'string' || regions.includes(replica)
        ? []
        : [
            {
              path: `/replicas/${index}`,
              message: `${kind} ${address} has a replica in ${replica}; data may not leave ${regions.join(', ')}`,
            },
          ],
    );
  },
};

function residency(compliance: unknown): readonly string[] | undefined {
  const given = valueAt(compliance, '/dataResidency');
  if (typeof given === 'string') return [given];
  return Array.isArray(given) ? given.map(String) : undefined;
}
