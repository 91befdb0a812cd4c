import { settingNeeded } from '../../core/config/errors.js';
import type { Settings } from '../../core/config/settings.js';
import { chooseProvider, keepProvider, reachable, secretsKmsKey } from '../../core/secrets/choose-provider.js';
import { secretsSettingChanged } from '../../core/secrets/errors.js';
import type {
  KmsProtection,
  Protection,
  RootKeySource,
  ScryptCost,
  SecretsProvider,
} from '../../core/secrets/root-key-source.js';
import { type StackSecrets, type StackSecretsRequest, stackSecrets } from '../../core/secrets/stack-secrets.js';
import type { StateAddress, StateStore } from '../../core/state/state-store.js';
import type { SecretsExchange } from '../../core/state-admin/change-secrets.js';
import type { KmsRootKey } from '../kms-secrets/kms-root-key.js';
import { NEW_PASSPHRASE, PASSPHRASE, readPassphrase } from '../passphrase-secrets/read-passphrase.js';

export interface SecretsRequest {
  readonly settings: Settings;
  readonly store: StateStore;
  readonly at: StateAddress;
  /** Of panka, for the user agent. */
  readonly version: string;
  /** Holds the passphrase, where there is one. */
  readonly env: NodeJS.ProcessEnv;
  /** Folder of the key file, for a state on this machine. */
  readonly keys: string;
  /** Of new passphrase keys; by default half a second. */
  readonly scrypt?: ScryptCost;
}

/**
 * The sealer for the secrets of one stack, as its state and the configuration say. A wrong passphrase or a KMS key that refuses
 * is told at once. Commands that open no secret do not call this, and need neither.
 */
export function openSecrets(request: SecretsRequest): Promise<StackSecrets> {
  return stackSecrets(presentSecrets(request));
}

function presentSecrets(request: SecretsRequest): StackSecretsRequest {
  const { store, at, settings, env } = request;
  return {
    ...{ store, at },
    source: async (stored) => {
      if (stored === undefined) {
        const hasPassphrase = readPassphrase(env) !== undefined;
        return rootKeySource(request, chooseProvider({ settings, hasPassphrase }));
      }
      keepProvider(settings, stored.provider);
      if (stored.provider === 'kms') await keepKmsKey(request, stored);
      return rootKeySource(request, stored);
    },
  };
}

/**
 * For a change of who keeps the key. A new passphrase has a variable of its own, beside that of the present one. Throws
 * SecretsSettingChanged where the configuration would refuse the outcome.
 */
export async function exchangeSecrets(request: SecretsRequest, to: SecretsProvider): Promise<SecretsExchange> {
  const { settings, env } = request;
  keepProvider(settings, reachable(settings, to));
  const passphrase = readPassphrase(env, NEW_PASSPHRASE) ?? readPassphrase(env);
  return {
    present: (stored) => rootKeySource(request, stored ?? to),
    next: await rootKeySource({ ...request, env: { [PASSPHRASE]: passphrase } }, to),
  };
}

/** `of`: what the state says; or a provider, for a new key. */
async function rootKeySource(request: SecretsRequest, of: Protection | SecretsProvider): Promise<RootKeySource> {
  const provider = typeof of === 'string' ? of : of.provider;
  if (provider === 'passphrase') {
    const { PassphraseRootKey } = await import('../passphrase-secrets/passphrase-root-key.js');
    const { scrypt, env } = request;
    return new PassphraseRootKey({ passphrase: readPassphrase(env), ...(scrypt && { cost: scrypt }) });
  }
  if (provider === 'local') {
    const { LocalRootKey } = await import('../local-secrets/local-root-key.js');
    return new LocalRootKey(request.keys);
  }
  const key = typeof of === 'object' && of.provider === 'kms' ? of.keyArn : secretsKmsKey(request.settings);
  if (key === undefined) throw settingNeeded('secrets.kmsKey', 'secrets are sealed by KMS');
  return kmsRootKey(request, key);
}

async function keepKmsKey(request: SecretsRequest, stored: KmsProtection): Promise<void> {
  const { value, origin } = request.settings['secrets.kmsKey'];
  if (value === undefined) return;
  const named = String(value);
  if (await (await kmsRootKey(request, named)).isKey(named, stored)) return;
  throw secretsSettingChanged({ name: 'secrets.kmsKey', value: named, origin, stored: stored.keyArn, to: 'kms' });
}

/** A client a call: there are one or two a run, and none is left open. */
async function kmsRootKey({ settings, version }: SecretsRequest, key: string): Promise<KmsRootKey> {
  const [{ KmsRootKey }, { AwsClients }, { awsSettingsOf }] = await Promise.all([
    import('../kms-secrets/kms-root-key.js'),
    import('../aws-clients/aws-clients.js'),
    import('../aws-clients/aws-settings-of.js'),
  ]);
  const aws = awsSettingsOf(settings, version, 'state');
  return new KmsRootKey({
    key,
    withClient: async (region, work) => {
      const clients = new AwsClients({ ...aws, ...(region !== undefined && { region }) });
      try {
        return await work(await clients.kms());
      } finally {
        await clients.close();
      }
    },
    ...(aws.profile !== undefined && { profile: aws.profile }),
  });
}
