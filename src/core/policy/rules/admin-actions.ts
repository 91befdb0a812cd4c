import { valueAt } from '../../diagnostics/json-pointer.js';
import { actionPath, matchesAction, type UserStatement, userStatements } from '../iam-statements.js';
import type { Policy } from '../policy.js';

/** Actions that change who may use a key, or take it away. */
const KEY_ADMINISTRATION = ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:CreateGrant'];

export const adminActions: Policy = {
  id: 'PANKA-IAM-002',
  title: 'no component administers IAM or keys, nor takes any role',
  severity: { development: 'error', production: 'error' },
  check({ spec, address }, { infra }) {
    const denied = valueAt(infra.security, '/iam/deniedActions');
    const patterns = Array.isArray(denied) ? denied.filter((one): one is string => typeof one === 'string') : [];
    return userStatements(spec).flatMap((statement) =>
      statement.actions
        .filter(
          (action) => administers(action, statement) || patterns.some((pattern) => matchesAction(pattern, action)),
        )
        .map((action) => ({
          path: actionPath(statement, action),
          message: `${address} may do "${action}"`,
          suggestion: 'remove it; such rights belong to the role that deploys',
        })),
    );
  },
};

function administers(action: string, { resources }: UserStatement): boolean {
  if (/^iam:/i.test(action)) return !/^iam:(Get|List)/i.test(action);
  if (matchesAction(action, 'sts:AssumeRole') && action !== '*') return resources.includes('*');
  return action !== '*' && KEY_ADMINISTRATION.some((one) => matchesAction(action, one));
}
