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
    return replicas.flatMap((replica, index) => {
      // A region, or a map with one: kinds bring the text into that form.
      const to = typeof replica === 'string' ? replica : valueAt(replica, '/region');
      if (typeof to !== 'string' || regions.includes(to)) return [];
      const message = `${kind} ${address} has a replica in ${to}; data may not leave ${regions.join(', ')}`;
      return [{ path: `/replicas/${index}`, message }];
    });
  },
};

function residency(compliance: unknown): readonly string[] | undefined {
  const given = valueAt(compliance, '/dataResidency');
  if (typeof given === 'string') return [given];
  return Array.isArray(given) ? given.map(String) : undefined;
}
