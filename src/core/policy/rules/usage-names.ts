import type { Policy } from '../policy.js';

export const usageNames: Policy = {
  id: 'PANKA-COST-002',
  title: 'amounts under usage have names that the kind knows',
  severity: { development: 'warning', production: 'warning' },
  check({ kind, spec }, { definition }) {
    const known = Object.keys(definition(kind)?.usage ?? {});
    return Object.keys(spec.usage ?? {})
      .filter((name) => !known.includes(name))
      .map((name) => ({
        path: `/usage/${name}`,
        message: `usage.${name} means nothing to ${kind}`,
        suggestion:
          known.length > 0 ? `${kind} knows ${known.join(', ')}` : `the cost of ${kind} does not depend on use`,
      }));
  },
};
