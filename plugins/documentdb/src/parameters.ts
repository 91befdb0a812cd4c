import { parameterList } from '@panka/plugin-common';
import type { DocumentDbSpec } from './schema.js';

/** Parameters that take effect at a restart only. Source: DocumentDB developer guide, "Cluster parameters reference". */
export const STATIC_PARAMETERS: ReadonlySet<string> = new Set(['tls']);

/** Values of `tls`; `disabled` is refused. Source: the same. */
export const TLS_VALUES: readonly string[] = ['enabled', 'tls1.2+', 'tls1.3+', 'fips-140-3'];

/** Parameter that makes the engine write a log. */
export const LOG_PARAMETERS: Readonly<Record<'audit' | 'profiler', string>> = {
  audit: 'audit_logs',
  profiler: 'profiler',
};

export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly applyMethod: 'immediate' | 'pending-reboot';
}

/** The manifest's parameters, TLS, and what the wanted logs need; sorted, so that their order changes nothing. */
export function parametersOf({ parameters, monitoring }: DocumentDbSpec): Parameter[] {
  const logs = Object.fromEntries(monitoring.logs.map((log) => [LOG_PARAMETERS[log], 'enabled']));
  return parameterList({ tls: 'enabled', ...logs, ...parameters }).map((parameter) => ({
    ...parameter,
    applyMethod: applyMethodOf(parameter.name),
  }));
}

function applyMethodOf(name: string): Parameter['applyMethod'] {
  return STATIC_PARAMETERS.has(name) ? 'pending-reboot' : 'immediate';
}

/** Parameter group family: `docdb5.0`. */
export function familyOf(version: string): string {
  return `docdb${version.split('.').slice(0, 2).join('.')}`;
}
