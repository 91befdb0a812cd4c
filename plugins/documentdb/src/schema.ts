import { dailyWindow, oneOf, section, strict, weeklyWindow } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';

const instance = strict(
  {
    class: Type.String({
      pattern: '^db\\.',
      description: 'Instance class: db.t3.medium, db.t4g.medium, or a size of db.r5, db.r6g, db.r8g',
    }),
    count: Type.Integer({
      default: 1,
      minimum: 1,
      maximum: 16,
      description: 'Instances: a writer, the others read and stand by; production: 3',
    }),
  },
  { description: 'Instances of the cluster' },
);

const database = section(
  {
    username: Type.String({
      default: 'docadmin',
      minLength: 1,
      maxLength: 63,
      description: 'Master user; changing it replaces the cluster',
    }),
    port: Type.Integer({ default: 27_017, minimum: 1150, maximum: 65_535, description: 'Port' }),
    passwordSecret: Type.Optional(
      strict(
        {
          ref: Type.String({ minLength: 1, description: 'Name or ARN of the secret in Secrets Manager' }),
          key: Type.String({ default: 'password', description: 'JSON key within the secret' }),
        },
        { description: 'Where the master password comes from; default: DocumentDB makes, keeps and rotates it' },
      ),
    ),
  },
  { description: 'The master user and the port' },
);

const backup = section(
  {
    enabled: Type.Boolean({ default: true, description: 'Automated backups; DocumentDB always makes them' }),
    retentionDays: Type.Integer({
      default: 7,
      minimum: 1,
      maximum: 35,
      description: 'Days they are kept; production: 14',
    }),
    preferredWindow: dailyWindow(),
    copyTagsToSnapshot: Type.Boolean({ default: true, description: 'Snapshots carry the tags of the cluster' }),
  },
  { description: 'Backups' },
);

const maintenance = section(
  {
    preferredWindow: weeklyWindow(),
    allowMajorVersionUpgrade: Type.Boolean({ default: false, description: 'Let engine.version move to another major' }),
    applyImmediately: Type.Boolean({
      default: false,
      description: 'Do not wait for the window; not in production',
    }),
  },
  { description: 'Maintenance' },
);

const restoreFrom = strict(
  {
    snapshot: Type.Optional(Type.String({ description: 'Name or ARN of a cluster snapshot' })),
    pointInTime: Type.Optional(
      strict(
        {
          source: Type.String({ description: 'Identifier of the cluster to restore' }),
          time: Type.Optional(
            Type.String({ description: 'RFC 3339 time in UTC; default: the latest that can be restored' }),
          ),
        },
        { description: 'A moment of another cluster' },
      ),
    ),
  },
  { description: 'Made from a snapshot or a moment; only at creation, keep it afterwards' },
);

export const schema = strict(
  {
    engine: section(
      {
        version: oneOf(['4.0.0', '5.0.0', '8.0.0'], {
          default: '5.0.0',
          description: 'Version of the engine, in quotes',
        }),
      },
      { description: 'Engine' },
    ),
    instance,
    storageType: oneOf(['standard', 'iopt1'], {
      default: 'standard',
      description: 'iopt1: I/O is in the price of instances and storage',
    }),
    database,
    parameters: Type.Record(Type.String(), Type.String({ description: 'Value' }), {
      default: {},
      description:
        'Parameters of the cluster; tls is enabled, and audit_logs and profiler where their logs are asked for',
    }),
    backup,
    maintenance,
    monitoring: section(
      {
        logs: Type.Array(oneOf(['audit', 'profiler'], { description: 'A log' }), {
          default: ['audit', 'profiler'],
          uniqueItems: true,
          description: 'Logs that go to CloudWatch',
        }),
        performanceInsights: Type.Boolean({ default: false, description: 'Performance Insights' }),
      },
      { description: 'Monitoring' },
    ),
    encryption: section(
      {
        enabled: Type.Literal(true, { default: true, description: 'Encryption at rest; it cannot be turned off' }),
        kmsKey: Type.String({
          default: 'stack',
          description: '`stack` for the key of the stack, or a key ARN; changing it replaces the cluster',
        }),
      },
      { description: 'Encryption at rest' },
    ),
    publicAccess: Type.Literal(false, { default: false, description: 'Never reachable from the internet' }),
    restoreFrom: Type.Optional(restoreFrom),
    finalSnapshot: Type.Boolean({ default: true, description: 'Take a snapshot before a delete' }),
  },
  { description: 'A document database' },
);

export type DocumentDbSpec = Static<typeof schema>;
