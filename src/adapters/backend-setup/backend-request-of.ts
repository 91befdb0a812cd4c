import type { Settings } from '../../core/config/settings.js';
import { secretsKmsKey } from '../../core/secrets/choose-provider.js';
import { awsSettingsOf } from '../aws-clients/aws-settings-of.js';
import type { BackendRequest } from './backend-setup.js';

/** The bucket and the table that the configuration names, and how AWS is reached for them. */
export function backendRequestOf(
  settings: Settings,
  version: string,
): Pick<BackendRequest, 'settings' | 'region' | 'bucket' | 'prefix' | 'table' | 'kmsKey' | 'secretsKey'> {
  const text = (name: keyof Settings) => settings[name]?.value as string | undefined;
  const state = awsSettingsOf(settings, version, 'state');
  const { endpoints } = awsSettingsOf(settings, version, 'locks');
  const named = {
    bucket: text('state.bucket'),
    prefix: text('state.prefix'),
    table: text('locks.table'),
    kmsKey: text('state.kmsKey'),
    secretsKey: secretsKmsKey(settings),
  };
  return {
    settings: { ...state, endpoints: { ...endpoints, ...state.endpoints } },
    region: state.region ?? String(settings.region.value),
    ...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)),
  };
}
