import { backendsOf } from '../config/backends.js';
import type { Settings } from '../config/settings.js';
import { secretsProviderNeeded, secretsSettingChanged } from './errors.js';
import type { SecretsProvider } from './root-key-source.js';

export interface ProviderChoice {
  readonly settings: Settings;
  /** Whether a passphrase was given. */
  readonly hasPassphrase: boolean;
}

/**
 * Who keeps the key of a stack that has none yet: as set; else the KMS key of a state in S3; else a passphrase, where one was
 * given; else, for a state on this machine, a file on it. Throws SecretsProviderNeeded.
 */
export function chooseProvider({ settings, hasPassphrase }: ProviderChoice): SecretsProvider {
  const isRemote = backendsOf(settings).state === 's3';
  const wanted = settings['secrets.provider'].value as SecretsProvider | undefined;
  if (wanted !== undefined) return reachable(settings, wanted);
  if (settings['secrets.kmsKey'].value !== undefined) return 'kms';
  if (isRemote && settings['state.kmsKey'].value !== undefined) return 'kms';
  if (hasPassphrase) return 'passphrase';
  if (isRemote) throw secretsProviderNeeded();
  return 'local';
}

/** The same provider, unless it is a file of this machine for a state that is shared. Throws SecretsProviderNeeded. */
export function reachable(settings: Settings, provider: SecretsProvider): SecretsProvider {
  if (provider === 'local' && backendsOf(settings).state === 's3')
    throw secretsProviderNeeded('the state is in S3, and "local" is a key file of this machine');
  return provider;
}

/** What the state says counts; a setting that says something else is an error, since it would not be followed. */
export function keepProvider(settings: Settings, stored: SecretsProvider): void {
  const { value, origin } = settings['secrets.provider'];
  if (value === undefined || value === stored) return;
  const to = value as SecretsProvider;
  throw secretsSettingChanged({ name: 'secrets.provider', value: to, origin, stored, to });
}

/** The KMS key that secrets would be sealed with, as the configuration names it; undefined where it is another provider. */
export function secretsKmsKey(settings: Settings): string | undefined {
  const provider = settings['secrets.provider'].value;
  const value = settings['secrets.kmsKey'].value ?? settings['state.kmsKey'].value;
  return value === undefined || (provider !== undefined && provider !== 'kms') ? undefined : String(value);
}
