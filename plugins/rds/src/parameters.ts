import { byName } from '@panka/plugin-common';
import { ENGINES } from './engines.js';
import type { RdsSpec } from './schema.js';

/** Parameters that take effect at a restart only; AWS refuses to apply them at once. Source: `DescribeEngineDefaultParameters`, apply type static. */
export const STATIC_PARAMETERS: ReadonlySet<string> = new Set([
  'autovacuum_freeze_max_age',
  'autovacuum_max_workers',
  'autovacuum_multixact_freeze_max_age',
  'back_log',
  'gtid-mode',
  'gtid_mode',
  'huge_pages',
  'innodb_autoinc_lock_mode',
  'innodb_buffer_pool_instances',
  'innodb_log_file_size',
  'innodb_page_size',
  'innodb_read_io_threads',
  'innodb_write_io_threads',
  'jit_provider',
  'log_bin_use_v1_row_events',
  'lower_case_table_names',
  'max_connections',
  'max_files_per_process',
  'max_locks_per_transaction',
  'max_logical_replication_workers',
  'max_pred_locks_per_transaction',
  'max_prepared_transactions',
  'max_replication_slots',
  'max_wal_senders',
  'max_worker_processes',
  'open_files_limit',
  'performance_schema',
  'pg_stat_statements.max',
  'rds.logical_replication',
  'shared_buffers',
  'shared_preload_libraries',
  'skip_name_resolve',
  'table_open_cache_instances',
  'track_activity_query_size',
  'track_commit_timestamp',
  'wal_buffers',
]);

export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly applyMethod: 'immediate' | 'pending-reboot';
}

/** The manifest's parameters, TLS where it is required, and what the wanted logs need; sorted, so that their order changes nothing. */
export function parametersOf(spec: RdsSpec): Parameter[] {
  const { type, parameters } = spec.engine;
  const { tls, logParameters } = ENGINES[type];
  const logs = Object.fromEntries(spec.monitoring.logs.flatMap((log) => Object.entries(logParameters[log] ?? {})));
  const all = { ...(spec.requireTLS ? { [tls.name]: tls.value } : {}), ...logs, ...parameters };
  return Object.entries(all)
    .map(([name, given]) => (typeof given === 'string' ? parameter(type, name, given) : { name, ...given }))
    .sort(byName);
}

/** `max_connections` is static for PostgreSQL and dynamic for MySQL. */
function parameter(type: RdsSpec['engine']['type'], name: string, value: string): Parameter {
  const dynamic = name === 'max_connections' && !type.includes('postgres');
  const isStatic = STATIC_PARAMETERS.has(name) && !dynamic;
  return { name, value, applyMethod: isStatic ? 'pending-reboot' : 'immediate' };
}
