import { dailyWindow, section, strict, weeklyWindow } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';
import { engine, instance, monitoring } from './schema-instance.js';

const database = strict(
  {
    name: Type.String({ description: 'Name of the first database; changing it replaces the database' }),
    username: Type.String({
      default: 'dbadmin',
      minLength: 1,
      maxLength: 63,
      description: 'Master user; changing it replaces the database',
    }),
    port: Type.Optional(
      Type.Integer({ minimum: 1150, maximum: 65_535, description: 'Port; default 5432 for PostgreSQL, else 3306' }),
    ),
    passwordSecret: Type.Optional(
      strict(
        {
          ref: Type.String({ minLength: 1, description: 'Name or ARN of the secret in Secrets Manager' }),
          key: Type.String({ default: 'password', description: 'JSON key within the secret' }),
        },
        { description: 'Where the master password comes from; default: RDS makes, keeps and rotates it' },
      ),
    ),
  },
  { description: 'The database and its master user' },
);

const backup = section(
  {
    enabled: Type.Boolean({ default: true, description: 'Automated backups' }),
    retentionDays: Type.Integer({
      default: 7,
      minimum: 1,
      maximum: 35,
      description: 'Days they are kept; production: 14',
    }),
    preferredWindow: dailyWindow(),
    copyTagsToSnapshot: Type.Boolean({ default: true, description: 'Snapshots carry the tags of the database' }),
  },
  { description: 'Backups' },
);

const maintenance = section(
  {
    preferredWindow: weeklyWindow(),
    autoMinorVersionUpgrade: Type.Boolean({ default: true, description: 'AWS installs minor versions in the window' }),
    allowMajorVersionUpgrade: Type.Boolean({ default: false, description: 'Let engine.version move to another major' }),
    applyImmediately: Type.Boolean({ default: false, description: 'Do not wait for the window' }),
  },
  { description: 'Maintenance' },
);

const restoreFrom = strict(
  {
    snapshot: Type.Optional(Type.String({ description: 'Name or ARN of a snapshot' })),
    pointInTime: Type.Optional(
      strict(
        {
          source: Type.String({ description: 'Identifier of the database to restore' }),
          time: Type.Optional(
            Type.String({ description: 'RFC 3339 time in UTC; default: the latest that can be restored' }),
          ),
        },
        { description: 'A moment of another database' },
      ),
    ),
  },
  { description: 'Made from a snapshot or a moment; only at creation, keep it afterwards' },
);

export const schema = strict(
  {
    engine,
    instance,
    database,
    backup,
    maintenance,
    monitoring,
    encryption: section(
      {
        enabled: Type.Literal(true, { default: true, description: 'Encryption at rest; it cannot be turned off' }),
        kmsKey: Type.String({
          default: 'stack',
          description: '`stack` for the key of the stack, or a key ARN; changing it replaces the database',
        }),
      },
      { description: 'Encryption at rest' },
    ),
    iamAuthentication: Type.Boolean({ default: true, description: 'Users may log in with IAM' }),
    publicAccess: Type.Literal(false, { default: false, description: 'Never reachable from the internet' }),
    requireTLS: Type.Boolean({ default: true, description: 'Refuse connections without TLS' }),
    readReplicas: Type.Integer({ default: 0, minimum: 0, maximum: 15, description: 'Read replicas; not for Aurora' }),
    proxy: section(
      { enabled: Type.Boolean({ default: false, description: 'Put an RDS Proxy in front; consumers connect to it' }) },
      { description: 'RDS Proxy' },
    ),
    restoreFrom: Type.Optional(restoreFrom),
    finalSnapshot: Type.Boolean({ default: true, description: 'Take a snapshot before a delete' }),
  },
  { description: 'A relational database' },
);

export type RdsSpec = Static<typeof schema>;
