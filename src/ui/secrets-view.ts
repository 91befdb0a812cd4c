import type { SecretsProvider } from '../core/secrets/root-key-source.js';
import type { ChangedSecrets, SecretsChange } from '../core/state-admin/change-secrets.js';
import { count } from './style.js';

const KEPT_BY: Readonly<Record<SecretsProvider, string>> = {
  kms: 'KMS',
  passphrase: 'a passphrase',
  local: 'a key file of this machine',
};

const NEEDED: Readonly<Record<SecretsProvider, string>> = {
  kms: 'who deploys needs kms:Decrypt on the key: panka iam policy',
  passphrase: 'give everybody who deploys the passphrase as PANKA_SECRETS_PASSPHRASE, from now on',
  local: 'only this machine can deploy from now on; keep a copy of .panka/keys/secrets.key',
};

/** What would be sealed anew, before it is asked for. */
export function secretsPreviewView({ from, to, secrets }: SecretsChange): string {
  const before = from === undefined ? 'No key is stored yet' : `The key is kept by ${KEPT_BY[from]}`;
  return [
    `${before}; a new one would be kept by ${KEPT_BY[to]}.`,
    `${count(secrets, 'secret')} of the present state would be sealed with it. Those of the history stay as they are, and open with it too.`,
    'Nothing is made, changed or deleted in the cloud.',
  ].join('\n');
}

export function secretsChangedView({ to, secrets, serial }: ChangedSecrets): string {
  return `${count(secrets, 'secret')} sealed with a new key, kept by ${KEPT_BY[to]}; state serial ${serial}.\n  next       ${NEEDED[to]}`;
}
