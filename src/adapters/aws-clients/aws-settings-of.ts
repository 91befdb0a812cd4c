import { parseDuration } from '../../core/config/parse-duration.js';
import { ENDPOINTS, type Settings } from '../../core/config/settings.js';
import type { AwsSettings } from './aws-settings.js';

/** What the calls are for: the bucket and the table may be in another account or region than what is deployed. */
export type AwsUse = 'state' | 'locks' | 'deploy';

/** How AWS is reached for that use, from the configuration. What it leaves open is the SDK's to decide. */
export function awsSettingsOf(settings: Settings, version: string, use: AwsUse = 'deploy'): AwsSettings {
  const region = text(settings, `${use}.region`) ?? (use === 'locks' ? text(settings, 'state.region') : undefined);
  const profile = text(settings, `${use}.profile`) ?? (use === 'locks' ? text(settings, 'state.profile') : undefined);
  return {
    version,
    ...defined('region', region ?? (settings.region.origin === 'default' ? undefined : text(settings, 'region'))),
    ...defined('profile', profile ?? text(settings, 'aws.profile')),
    ...defined('forcePathStyle', settings['state.forcePathStyle'].value as boolean | undefined),
    endpoints: endpointsOf(settings, use),
    maxAttempts: Number(settings['aws.maxAttempts'].value),
    retryMode: settings['aws.retryMode'].value as 'standard' | 'adaptive',
    connectTimeout: parseDuration(String(settings['aws.connectTimeout'].value)),
    requestTimeout: parseDuration(String(settings['aws.requestTimeout'].value)),
  };
}

function endpointsOf(settings: Settings, use: AwsUse): Readonly<Record<string, string>> {
  const given = Object.values(settings)
    .filter((setting) => setting?.name.startsWith(ENDPOINTS) === true && setting.value !== undefined)
    .map((setting) => [setting?.name.slice(ENDPOINTS.length), String(setting?.value)]);
  const own = { state: 's3', locks: 'dynamodb', deploy: '' }[use];
  const endpoint = text(settings, `${use}.endpoint`);
  return { ...Object.fromEntries(given), ...(endpoint !== undefined && { [own]: endpoint }) };
}

function text(settings: Settings, name: string): string | undefined {
  const value = settings[name as keyof Settings]?.value;
  return value === undefined ? undefined : String(value);
}

function defined<T>(name: string, value: T | undefined): Record<string, T> {
  return value === undefined ? {} : { [name]: value };
}
