import { EXIT, PankaError } from '../diagnostics/panka-error.js';
import type { StateAddress } from '../state/state-store.js';
import type { SecretsProvider } from './root-key-source.js';

interface Unreadable {
  readonly keyId: string | undefined;
  /** Whether the stack has that key. */
  readonly isKnown: boolean;
  readonly cause: unknown;
}

/** Sealed with a key that the stack does not have, for another stack, or changed. */
export function secretUnreadable({ stack, environment }: StateAddress, of: Unreadable): PankaError {
  const why =
    of.keyId === undefined
      ? 'it was not sealed with a key of this stack'
      : of.isKnown
        ? 'it was changed, or sealed for another stack'
        : `the stack has no key "${of.keyId}"`;
  return new PankaError({
    code: 'SecretUnreadable',
    message: `a secret in the state of "${stack}/${environment}" cannot be opened: ${why}`,
    suggestions: ['panka state repair --check', `bring stacks/${stack}/${environment}/secrets.json back as it was`],
    cause: of.cause,
  });
}

/** The state holds sealed secrets, but the object with the key is not there. A new key would open none of them. */
export function secretsKeyLost(place: string): PankaError {
  return new PankaError({
    code: 'SecretsKeyLost',
    message: `the state holds secrets, but "${place}", which has the key that they were sealed with, is not there; nothing was changed`,
    suggestions: [`bring "${place}" back from an older version in the bucket, or from a copy`],
  });
}

/** Nothing says how secrets are to be sealed, and a key on this machine would be of no use to others. */
export function secretsProviderNeeded(why = 'the state is in S3'): PankaError {
  return new PankaError({
    code: 'SecretsProviderNeeded',
    message: `nothing says how secrets in the state are sealed so that everybody who deploys can open them: ${why}`,
    suggestions: [
      'write `secrets: { kmsKey: alias/panka-state }` into panka.yaml, or set PANKA_SECRETS_KMS_KEY',
      'or give everybody who deploys one passphrase: PANKA_SECRETS_PASSPHRASE, or PANKA_SECRETS_PASSPHRASE_FILE',
    ],
    exitCode: EXIT.input,
  });
}

interface ChangedSetting {
  readonly name: 'secrets.provider' | 'secrets.kmsKey';
  readonly value: string;
  readonly origin: string;
  /** How the state is sealed: `kms`, or the ARN of the key. */
  readonly stored: string;
  readonly to: SecretsProvider;
}

/** The configuration asks for another way of sealing than the state has. */
export function secretsSettingChanged({ name, value, origin, stored, to }: ChangedSetting): PankaError {
  return new PankaError({
    code: 'SecretsSettingChanged',
    message: `${name} is "${value}" in ${origin}, but the secrets of this state are sealed with "${stored}"; nothing was changed`,
    suggestions: [`panka state change-secrets --to ${to}  # seals them anew`, `or set ${name} to ${stored}`],
    exitCode: EXIT.input,
  });
}

/** The sandbox seals with a key of its own, which lies beside its simulated cloud. */
export function secretsOfSandbox(): PankaError {
  return new PankaError({
    code: 'SecretsOfSandbox',
    message: 'the secrets of the sandbox are always sealed with the key file of the project; nothing was changed',
    suggestions: ['panka config  # where stacks are deployed'],
    exitCode: EXIT.input,
  });
}
