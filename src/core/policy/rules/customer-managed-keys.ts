import { valueAt } from '../../diagnostics/json-pointer.js';
import type { Policy } from '../policy.js';

/** Where a spec chooses its key. */
const KEYS = ['/encryption/key', '/encryption/kmsKey', '/encryption/kmsKeyId', '/security/encryption/key'];

export const customerManagedKeys: Policy = {
  id: 'PANKA-ENC-003',
  title: 'data is encrypted with a key of the stack, not with one that AWS manages',
  severity: { development: 'off', production: 'off' },
  demanded: (security) => valueAt(security, '/encryption/customerManagedKeys') === true,
  check: ({ spec, kind, address }) =>
    KEYS.filter((path) => isAwsManaged(valueAt(spec, path))).map((path) => ({
      path,
      message: `${kind} ${address} uses a key that AWS manages`,
      suggestion: 'remove it: the key of the stack is the default',
    })),
  checkStack: ({ infra }) =>
    isAwsManaged(valueAt(infra.defaults, '/encryption/key'))
      ? [
          {
            path: '',
            message: 'InfraDefaults.encryption.key is aws-managed',
            suggestion: 'write "key: stack"',
          },
        ]
      : [],
};

function isAwsManaged(key: unknown): boolean {
  return typeof key === 'string' && (key === 'aws-managed' || key.startsWith('alias/aws/'));
}
