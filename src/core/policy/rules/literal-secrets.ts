import type { Json } from '../../../sdk/index.js';
import { isSecretName, looksSecret } from '../../diagnostics/secret-names.js';
import { isObject } from '../../discovery/values.js';
import type { Policy } from '../policy.js';

export const literalSecrets: Policy = {
  id: 'PANKA-SEC-003',
  title: 'no secret stands in a manifest',
  // An error in every environment: the value would stand in state, history and the running task in clear.
  severity: { development: 'error', production: 'error' },
  check({ spec }) {
    const environment = spec['environment'];
    if (!Array.isArray(environment)) return [];
    return environment.flatMap((entry: Json, index) => {
      const name = isObject(entry) ? secretName(entry) : undefined;
      // The value is never part of a message.
      return name === undefined
        ? []
        : [
            {
              path: `/environment/${index}/name`,
              message: `environment variable ${name} looks like a secret`,
              suggestion: `keep it in Secrets Manager and write it under secrets: {name: ${name}, secretRef: …}`,
            },
          ];
    });
  },
};

/** The variable's name, if its literal value has to be taken for a secret. */
function secretName({ name, value }: { readonly [key: string]: Json }): string | undefined {
  if (typeof name !== 'string' || typeof value !== 'string' || value === '') return undefined;
  return isSecretName(name) || looksSecret(value) ? name : undefined;
}
