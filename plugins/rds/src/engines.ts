export type EngineType = 'postgres' | 'mysql' | 'mariadb' | 'aurora-postgresql' | 'aurora-mysql';

export interface Engine {
  /** Newest minor version by major, as RDS offers them in standard support. Source: RDS release notes, November 2025. */
  readonly minors: Readonly<Record<string, number | 'any'>>;
  readonly aurora: boolean;
  readonly port: number;
  /** Parameter that makes the server refuse connections without TLS. */
  readonly tls: { readonly name: string; readonly value: string };
  /** Logs that can go to CloudWatch. */
  readonly logs: readonly string[];
  /** Parameters that make the server write a log; logs without any are written anyway. */
  readonly logParameters: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Master user names that the engine keeps for itself. */
  readonly reserved: readonly string[];
  /** Characters that a master user name may have. Source: RDS user guide, "Settings for DB instances". */
  readonly longestUser: number;
  /** Default of `max_connections` by memory in bytes. Source: RDS user guide, "Quotas and constraints". */
  readonly maxConnections: (memory: number) => number;
}

const POSTGRES_RESERVED = ['admin', 'rdsadmin', 'rdsrepladmin', 'rds_superuser', 'rds_iam', 'rds_replication'];
const MYSQL_RESERVED = ['rdsadmin', 'rdsrepladmin', 'mysql.sys', 'mysql.session', 'mysql.infoschema'];
/** RDS writes an audit log of MySQL and MariaDB only under an option group, Aurora by a parameter. */
const MYSQL_LOGS = ['error', 'general', 'slowquery'];
/** By default they go to tables of the database, which CloudWatch never sees. Source: RDS user guide, "MySQL database log files". */
const MYSQL_LOG_PARAMETERS = {
  general: { general_log: '1', log_output: 'FILE' },
  slowquery: { slow_query_log: '1', log_output: 'FILE' },
};
const SHORT_USER = 16;
const LONG_USER = 63;
const postgresConnections = (memory: number) => Math.min(Math.floor(memory / 9_531_392), 5000);
const mysqlConnections = (memory: number) => Math.floor(memory / 12_582_880);
const auroraMysqlConnections = (memory: number) =>
  Math.floor(Math.max(Math.log2(memory / 805_306_368) * 45, Math.log2(memory / 8_187_281_408) * 1000));

export const ENGINES: Readonly<Record<EngineType, Engine>> = {
  postgres: {
    minors: { '13': 23, '14': 20, '15': 15, '16': 11, '17': 7, '18': 1 },
    aurora: false,
    port: 5432,
    tls: { name: 'rds.force_ssl', value: '1' },
    logs: ['postgresql', 'upgrade', 'iam-db-auth-error'],
    logParameters: {},
    reserved: POSTGRES_RESERVED,
    longestUser: LONG_USER,
    maxConnections: postgresConnections,
  },
  mysql: {
    minors: { '8.0': 44, '8.4': 7 },
    aurora: false,
    port: 3306,
    tls: { name: 'require_secure_transport', value: '1' },
    logs: [...MYSQL_LOGS, 'iam-db-auth-error'],
    logParameters: MYSQL_LOG_PARAMETERS,
    reserved: MYSQL_RESERVED,
    longestUser: SHORT_USER,
    maxConnections: mysqlConnections,
  },
  mariadb: {
    minors: { '10.6': 24, '10.11': 15, '11.4': 9, '11.8': 5 },
    aurora: false,
    port: 3306,
    tls: { name: 'require_secure_transport', value: '1' },
    logs: [...MYSQL_LOGS, 'iam-db-auth-error'],
    logParameters: MYSQL_LOG_PARAMETERS,
    reserved: MYSQL_RESERVED,
    longestUser: SHORT_USER,
    maxConnections: mysqlConnections,
  },
  'aurora-postgresql': {
    minors: { '13': 22, '14': 19, '15': 14, '16': 10, '17': 6 },
    aurora: true,
    port: 5432,
    tls: { name: 'rds.force_ssl', value: '1' },
    logs: ['postgresql', 'instance', 'iam-db-auth-error'],
    logParameters: {},
    reserved: POSTGRES_RESERVED,
    longestUser: LONG_USER,
    maxConnections: postgresConnections,
  },
  'aurora-mysql': {
    minors: { '8.0': 'any' },
    aurora: true,
    port: 3306,
    tls: { name: 'require_secure_transport', value: 'ON' },
    logs: ['audit', ...MYSQL_LOGS, 'instance', 'iam-db-auth-error'],
    logParameters: {
      ...MYSQL_LOG_PARAMETERS,
      audit: { server_audit_logging: '1', server_audit_events: 'CONNECT,QUERY_DCL,QUERY_DDL' },
    },
    reserved: MYSQL_RESERVED,
    longestUser: SHORT_USER,
    maxConnections: auroraMysqlConnections,
  },
};

/** `16` of `16.4`, `8.0` of `8.0.39`; undefined when the engine has no such major version. */
export function majorOf(type: EngineType, version: string): string | undefined {
  return Object.keys(ENGINES[type].minors).find((major) => version === major || version.startsWith(`${major}.`));
}

/** Whether RDS offers the version: a major, or a minor up to the newest one known here. */
export function isOffered(type: EngineType, version: string): boolean {
  const major = majorOf(type, version);
  if (major === undefined) return false;
  const newest = ENGINES[type].minors[major];
  const minor = version.slice(major.length + 1);
  return minor === '' || newest === 'any' || (/^\d+(\.|$)/.test(minor) && Number.parseInt(minor, 10) <= (newest ?? 0));
}

/** Parameter group family: `postgres16`, `mysql8.0`, `aurora-postgresql16`. */
export function familyOf(type: EngineType, version: string): string {
  return `${type}${majorOf(type, version) ?? version}`;
}
