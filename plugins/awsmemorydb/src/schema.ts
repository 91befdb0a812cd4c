import { dailyWindow, oneOf, section, strict, weeklyWindow } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';

const user = strict(
  {
    name: Type.String({
      pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
      maxLength: 40,
      description: 'Name; the user in AWS has the stack and a hash in its name',
    }),
    accessString: Type.String({
      default: 'on ~* &* +@all',
      minLength: 1,
      description: 'What the user may do, such as "on ~app:* +@read"; without passwords',
    }),
    passwordSecret: Type.Optional(
      strict(
        {
          ref: Type.String({ minLength: 1, description: 'Name or ARN of the secret in Secrets Manager' }),
          key: Type.String({ default: 'password', description: 'JSON key within the secret' }),
        },
        { description: 'auth password: where the password of 16 to 128 characters comes from' },
      ),
    ),
  },
  { description: 'A user' },
);

export const schema = strict(
  {
    engine: section(
      {
        type: oneOf(['valkey', 'redis'], { default: 'valkey', description: 'Engine' }),
        version: Type.Optional(
          Type.String({ description: 'Major and minor version in quotes; default "7.3", for redis "7.1"' }),
        ),
      },
      { description: 'Engine' },
    ),
    cluster: strict(
      {
        nodeType: Type.String({ minLength: 1, description: 'Node type, such as db.t4g.small' }),
        shards: Type.Integer({ default: 1, minimum: 1, maximum: 500, description: 'Shards' }),
        replicasPerShard: Type.Integer({
          default: 1,
          minimum: 0,
          maximum: 5,
          description: 'Replicas of every shard; in production at least 1',
        }),
      },
      { description: 'Size and shape' },
    ),
    parameters: Type.Record(Type.String(), Type.String({ description: 'Value' }), {
      default: {},
      description: 'Parameters of the engine, such as maxmemory-policy',
    }),
    port: Type.Integer({
      default: 6379,
      minimum: 1024,
      maximum: 65_535,
      description: 'Port; changing it replaces the cluster',
    }),
    security: section(
      {
        tls: Type.Literal(true, { default: true, description: 'TLS; it cannot be turned off' }),
        auth: oneOf(['iam', 'password'], {
          default: 'iam',
          description: 'iam: a user that writes and one that reads log in with IAM; password: the users of the list',
        }),
        users: Type.Array(user, {
          default: [],
          maxItems: 98,
          description: 'Users; with auth password the first is the one that consumers get',
        }),
      },
      { description: 'Who may log in' },
    ),
    encryption: section(
      {
        kmsKey: Type.String({
          default: 'stack',
          description: '`stack` for the key of the stack, or a key ARN; changing it replaces the cluster',
        }),
      },
      { description: 'Key of the encryption at rest, which is always on' },
    ),
    backup: section(
      {
        retentionDays: Type.Integer({
          default: 7,
          minimum: 0,
          maximum: 35,
          description: 'Days that daily snapshots are kept; 0: none',
        }),
        preferredWindow: dailyWindow(),
      },
      { description: 'Snapshots' },
    ),
    maintenance: section({ preferredWindow: weeklyWindow() }, { description: 'Maintenance' }),
    restoreFrom: Type.Optional(
      strict(
        { snapshot: Type.String({ minLength: 1, description: 'Name of a snapshot' }) },
        { description: 'Made from a snapshot; only at creation, keep it afterwards' },
      ),
    ),
    finalSnapshot: Type.Boolean({ default: true, description: 'Take a snapshot before a delete' }),
  },
  { description: 'A durable in-memory database' },
);

export type MemoryDbSpec = Static<typeof schema>;
export type UserSpec = Static<typeof user>;
