import { valueAt } from '../../diagnostics/json-pointer.js';
import type { Policy } from '../policy.js';
import { about, input, ofTypes } from '../resource-inputs.js';

export const permissionsBoundaries: Policy = {
  id: 'PANKA-IAM-004',
  title: 'every role has a permissions boundary',
  severity: { development: 'off', production: 'off' },
  demanded: (security) => valueAt(security, '/iam/permissionsBoundary') !== undefined,
  checkResources: (resources) =>
    ofTypes(resources, 'aws:iam/role:Role')
      .filter((role) => !input(role, '/permissionsBoundary'))
      .map((role) => about(role, 'the role has no permissions boundary', 'set Security.iam.permissionsBoundary')),
};
