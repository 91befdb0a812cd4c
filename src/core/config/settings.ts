/** One setting: where it may be given and what it means. Precedence: flag, environment, panka.yaml, ~/.panka/config.yaml, default. */
export interface SettingDefinition {
  readonly description: string;
  readonly type: 'string' | 'integer' | 'boolean';
  readonly values?: readonly string[];
  readonly minimum?: number;
  readonly default?: string | number | boolean;
}

/** A dot is a map in the files: `state.bucket` is `bucket` below `state`. */
export const SETTINGS = {
  target: { description: 'Where stacks are deployed', type: 'string', values: ['sandbox', 'aws'] },
  environment: { description: 'Environment when --environment is not given; else the stack chooses', type: 'string' },
  stack: { description: 'Stack when a folder holds several', type: 'string' },
  region: { description: 'AWS region when the stack names none', type: 'string', default: 'us-east-1' },
  account: { description: 'AWS account that the target must be', type: 'string' },
  parallel: { description: 'Resources changed at once', type: 'integer', minimum: 1, default: 16 },
  lockTimeout: {
    description: 'How long to wait for the lock (30s, 5m); 0s: not at all',
    type: 'string',
    default: '0s',
  },
  logLevel: {
    description: 'Least severe log line that is written',
    type: 'string',
    values: ['debug', 'info', 'warn', 'error'],
    default: 'info',
  },
  'state.backend': {
    description: 'Where state and history are kept',
    type: 'string',
    values: ['local', 's3'],
    default: 'local',
  },
  'state.bucket': { description: 'Bucket of the state', type: 'string' },
  'state.prefix': { description: 'Folder of the state in the bucket', type: 'string' },
  'state.region': { description: 'Region of the bucket, where it is not that of the stacks', type: 'string' },
  'state.profile': { description: 'AWS profile for the bucket, where it is not aws.profile', type: 'string' },
  'state.kmsKey': {
    description: 'KMS key for the state (ARN, id or alias); without it the key of the bucket, or SSE-S3',
    type: 'string',
  },
  'state.endpoint': { description: 'URL of S3 for the state', type: 'string' },
  'state.forcePathStyle': { description: 'Name the bucket in the path of the URL', type: 'boolean' },
  'secrets.provider': {
    description: 'Who keeps the key of secrets in the state; by default the key of the state, else a passphrase',
    type: 'string',
    values: ['kms', 'passphrase', 'local'],
  },
  'secrets.kmsKey': {
    description: 'KMS key for the key of secrets (ARN, id or alias), where it is not state.kmsKey',
    type: 'string',
  },
  'locks.backend': {
    description: 'Where locks are kept; by default beside the state (dynamodb for s3)',
    type: 'string',
    values: ['local', 'dynamodb'],
  },
  'locks.table': { description: 'DynamoDB table of the locks', type: 'string' },
  'locks.region': { description: 'Region of the table, where it is not that of the bucket', type: 'string' },
  'locks.profile': { description: 'AWS profile for the table, where it is not that of the bucket', type: 'string' },
  'locks.endpoint': { description: 'URL of DynamoDB for the locks', type: 'string' },
  'locks.lease': {
    description: 'How long a lock holds without a sign of life (30s)',
    type: 'string',
    default: '30s',
  },
  'aws.profile': { description: 'AWS profile (keys, SSO, assumed role)', type: 'string' },
  'aws.maxAttempts': { description: 'Attempts of one AWS call', type: 'integer', minimum: 1, default: 5 },
  'aws.retryMode': {
    description: 'How AWS calls are tried again',
    type: 'string',
    values: ['standard', 'adaptive'],
    default: 'standard',
  },
  'aws.connectTimeout': { description: 'Time for a connection to AWS', type: 'string', default: '5s' },
  'aws.requestTimeout': { description: 'Time for one attempt of an AWS call', type: 'string', default: '30s' },
} as const satisfies Record<string, SettingDefinition>;

/** URL of any AWS service by the name that Pulumi's AWS provider gives it: `aws.endpoints.s3`, `aws.endpoints.elbv2`. */
export const ENDPOINTS = 'aws.endpoints.';
const ENDPOINT: SettingDefinition = { description: 'URL of an AWS service', type: 'string' };

export type FixedSettingName = keyof typeof SETTINGS;
export type SettingName = FixedSettingName | `aws.endpoints.${string}`;

/** Undefined: there is no such setting. */
export function definitionOf(name: string): SettingDefinition | undefined {
  if (/^aws\.endpoints\.[a-z0-9]+$/.test(name)) return ENDPOINT;
  return Object.hasOwn(SETTINGS, name) ? SETTINGS[name as FixedSettingName] : undefined;
}

/** Values as given in one place, not yet checked. */
export interface SettingLayer {
  /** `--target`, `PANKA_TARGET`, `panka.yaml:3`. */
  readonly origin: (name: string) => string;
  /** By dotted name. */
  readonly values: Readonly<Record<string, unknown>>;
}

export interface ResolvedSetting {
  readonly name: SettingName;
  readonly value: string | number | boolean | undefined;
  /** Where it came from; `default` or `unset` where from nowhere. */
  readonly origin: string;
  /** Which layer, the strongest is 0; infinite where it comes from nowhere. */
  readonly layer: number;
}

/** Every fixed setting, and the endpoints that were given. */
export type Settings = Readonly<Record<FixedSettingName, ResolvedSetting>> &
  Readonly<Partial<Record<`aws.endpoints.${string}`, ResolvedSetting>>>;

/** Environment variable of a setting: `lockTimeout` → `PANKA_LOCK_TIMEOUT`, `state.kmsKey` → `PANKA_STATE_KMS_KEY`. */
export function environmentName(name: string): string {
  return `PANKA_${name
    .replaceAll('.', '_')
    .replaceAll(/[A-Z]/g, (c) => `_${c}`)
    .toUpperCase()}`;
}
