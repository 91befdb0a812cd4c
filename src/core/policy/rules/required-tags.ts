import { valueAt } from '../../diagnostics/json-pointer.js';
import { isObject } from '../../discovery/values.js';
import type { Policy, PolicyFinding } from '../policy.js';

export const requiredTags: Policy = {
  id: 'PANKA-TAG-001',
  title: 'every component has the tags that Compliance asks for',
  severity: { development: 'warning', production: 'error' },
  check({ tags, kind, address }, { infra }) {
    const required = valueAt(infra.compliance, '/requiredTags');
    if (!Array.isArray(required)) return [];
    return required.flatMap((rule): PolicyFinding[] => {
      if (!isObject(rule) || typeof rule['key'] !== 'string') return [];
      const { key, pattern } = rule;
      const value = tags[key as string];
      if (value === undefined)
        return [
          {
            path: '/tags',
            message: `${kind} ${address} has no tag "${key}"`,
            suggestion: `add it to spec.tags, to InfraDefaults.tags, or as a label of the Stack`,
          },
        ];
      if (typeof pattern !== 'string' || matches(pattern, value)) return [];
      return [
        {
          path: `/tags/${key}`,
          message: `tag "${key}" of ${kind} ${address} is "${value}", which does not match ${pattern}`,
        },
      ];
    });
  },
};

/** A pattern that is no regular expression is compared as text. */
function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(value);
  } catch {
    return pattern === value;
  }
}
