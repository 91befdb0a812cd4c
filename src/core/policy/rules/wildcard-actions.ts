import { actionPath, userStatements } from '../iam-statements.js';
import type { Policy } from '../policy.js';

export const wildcardActions: Policy = {
  id: 'PANKA-IAM-001',
  title: 'no policy allows every action of a service on every resource',
  severity: { development: 'warning', production: 'error' },
  check: ({ spec, address }) =>
    userStatements(spec).flatMap((statement) => {
      if (!statement.resources.includes('*')) return [];
      const wide = statement.actions.filter((action) => /^(\*|[a-z0-9-]+:\*)$/i.test(action));
      return wide.map((action) => ({
        path: actionPath(statement, action),
        message: `${address} may do "${action}" on every resource`,
        suggestion: 'name the actions, or the resources; a binding grants what is needed by itself',
      }));
    }),
};
