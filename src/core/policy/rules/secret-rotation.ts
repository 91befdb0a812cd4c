import { valueAt } from '../../diagnostics/json-pointer.js';
import type { Policy } from '../policy.js';
import { about, input, ofTypes } from '../resource-inputs.js';

export const secretRotation: Policy = {
  id: 'PANKA-SEC-005',
  title: 'secrets that the stack makes are rotated',
  severity: { development: 'off', production: 'warning' },
  demanded: (security) => valueAt(security, '/secrets/rotationDays') !== undefined,
  checkResources(resources) {
    const rotated = ofTypes(resources, 'aws:secretsmanager/secretRotation:SecretRotation').map((one) =>
      String(input(one, '/secretId')),
    );
    return ofTypes(resources, 'aws:secretsmanager/secret:Secret')
      .filter(({ name }) => !rotated.some((secret) => secret.startsWith(`\${${name}.`)))
      .map((secret) =>
        about(secret, 'the secret is never rotated', 'let the service manage it, or rotate it and except it here'),
      );
  },
};
