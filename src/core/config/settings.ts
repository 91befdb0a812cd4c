/** One setting: where it may be given and what it means. Precedence: flag, environment, panka.yaml, ~/.panka/config.yaml, default. */
export interface SettingDefinition {
  readonly description: string;
  readonly type: 'string' | 'integer';
  readonly values?: readonly string[];
  readonly minimum?: number;
  readonly default?: string | number;
}

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
} as const satisfies Record<string, SettingDefinition>;

export type SettingName = keyof typeof SETTINGS;

/** Values as given in one place, not yet checked. */
export interface SettingLayer {
  /** `--target`, `PANKA_TARGET`, `panka.yaml:3`. */
  readonly origin: (name: SettingName) => string;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface ResolvedSetting {
  readonly name: SettingName;
  readonly value: string | number | undefined;
  /** Where it came from; `default` or `unset` where from nowhere. */
  readonly origin: string;
}

export type Settings = Readonly<Record<SettingName, ResolvedSetting>>;

/** Environment variable of a setting: `lockTimeout` → `PANKA_LOCK_TIMEOUT`. */
export function environmentName(name: string): string {
  return `PANKA_${name.replaceAll(/[A-Z]/g, (c) => `_${c}`).toUpperCase()}`;
}
