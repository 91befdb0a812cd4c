import type { StateAddress } from '../state/state-store.js';

/** What KMS binds the root key of a stack to. Also the condition keys of a policy: `kms:EncryptionContext:panka:stack`. */
export function encryptionContext({ stack, environment }: StateAddress): Record<string, string> {
  return { 'panka:stack': stack, 'panka:environment': environment };
}
