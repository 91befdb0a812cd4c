import { openSecrets, type SecretsRequest } from '../../../src/adapters/configured-stores/open-secrets.js';
import { resolveSettings } from '../../../src/core/config/resolve-settings.js';
import type { Settings } from '../../../src/core/config/settings.js';
import type { ScryptCost } from '../../../src/core/secrets/root-key-source.js';
import { ObjectStateStore } from '../../../src/core/state/object-state-store.js';
import type { ObjectStore } from '../../../src/core/state/object-store.js';
import { MemoryObjects } from '../state/memory-objects.js';
import { AT } from '../state/state-samples.js';

/** Weak, so that tests do not take half a second a key. */
export const CHEAP: ScryptCost = { N: 2 ** 4, r: 1, p: 1 };
export const PASSPHRASE_ENV = { PANKA_SECRETS_PASSPHRASE: 'correct horse battery' };

export function settingsOf(given: Readonly<Record<string, unknown>>): Settings {
  return resolveSettings([{ origin: () => 'panka.yaml:3', values: { target: 'aws', ...given } }]);
}

/** A request as a command makes one; `given` are settings. */
export function secretsRequest(
  given: Readonly<Record<string, unknown>>,
  change: Partial<SecretsRequest> & { readonly objects?: ObjectStore } = {},
): SecretsRequest {
  const { objects = new MemoryObjects(), ...rest } = change;
  const store = new ObjectStateStore(objects);
  return {
    ...{ settings: settingsOf(given), store, at: AT, version: '0.0.0-test', env: {}, keys: '/nowhere', scrypt: CHEAP },
    ...rest,
  };
}

/** The sealer of a run that has a key of its stack. */
export async function sealerOf(request: SecretsRequest) {
  const secrets = await openSecrets(request);
  await secrets.ensureKey();
  return secrets.sealer;
}
