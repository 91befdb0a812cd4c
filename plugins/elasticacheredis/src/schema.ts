import { dailyWindow, oneOf, section, strict, weeklyWindow } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';
import { security } from './schema-security.js';

const engine = section(
  {
    type: oneOf(['valkey', 'redis'], { default: 'valkey', description: 'Engine' }),
    version: Type.Optional(
      Type.String({
        description:
          'Major and minor version in quotes; default "8.0", for redis "7.1". "6.2", "7.0", "7.1" alone mean redis',
      }),
    ),
  },
  { description: 'Engine' },
);

const cluster = section(
  {
    mode: oneOf(['replication-group', 'cluster', 'serverless'], {
      default: 'replication-group',
      description: 'A primary with replicas, shards of such, or a cache that AWS sizes; changing it replaces the cache',
    }),
    nodeType: Type.Optional(Type.String({ description: 'Node type, such as cache.t4g.small; not for serverless' })),
    numNodes: Type.Integer({
      default: 1,
      minimum: 1,
      maximum: 6,
      description: 'replication-group: the primary and its replicas; production: 2',
    }),
    shards: Type.Integer({ default: 1, minimum: 1, maximum: 90, description: 'cluster: shards' }),
    replicasPerShard: Type.Integer({
      default: 1,
      minimum: 0,
      maximum: 5,
      description: 'cluster: replicas of every shard',
    }),
    multiAZ: Type.Boolean({ default: false, description: 'Nodes in several availability zones; production: true' }),
    automaticFailover: Type.Optional(
      Type.Boolean({ description: 'A replica takes over from a lost primary; default: wherever there is a replica' }),
    ),
  },
  { description: 'Size and shape' },
);

const serverless = section(
  {
    maxDataGB: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 5000, description: 'Most data; default: what the account may' }),
    ),
    maxECPUPerSecond: Type.Optional(
      Type.Integer({
        minimum: 1000,
        maximum: 15_000_000,
        description: 'Most processing units a second; default: what the account may',
      }),
    ),
  },
  { description: 'Limits of mode serverless' },
);

export const schema = strict(
  {
    engine,
    cluster,
    serverless,
    parameters: Type.Record(Type.String(), Type.String({ description: 'Value' }), {
      default: {},
      description: 'Parameters of the engine, such as maxmemory-policy; not for serverless',
    }),
    port: Type.Integer({
      default: 6379,
      minimum: 1024,
      maximum: 65_535,
      description: 'Port; changing it replaces the cache; not for serverless',
    }),
    security,
    encryption: section(
      {
        kmsKey: Type.String({
          default: 'stack',
          description: '`stack` for the key of the stack, or a key ARN; changing it replaces the cache',
        }),
      },
      { description: 'Key of the encryption at rest' },
    ),
    backup: section(
      {
        retentionDays: Type.Integer({
          default: 0,
          minimum: 0,
          maximum: 35,
          description: 'Days that daily snapshots are kept; 0: none; production: 7',
        }),
        preferredWindow: dailyWindow(),
      },
      { description: 'Snapshots' },
    ),
    maintenance: section(
      {
        preferredWindow: weeklyWindow(),
        autoMinorVersionUpgrade: Type.Boolean({
          default: true,
          description: 'AWS installs minor versions in the window',
        }),
        applyImmediately: Type.Boolean({
          default: true,
          description: 'Do not wait for the window; AWS changes tokens and TLS only at once',
        }),
      },
      { description: 'Maintenance; not for serverless' },
    ),
    logs: section(
      {
        slow: Type.Boolean({ default: true, description: 'Slow commands go to CloudWatch' }),
        engine: Type.Boolean({ default: false, description: 'The log of the engine goes to CloudWatch' }),
      },
      { description: 'Logs; not for serverless' },
    ),
    restoreFrom: Type.Optional(
      strict(
        {
          snapshot: Type.String({ minLength: 1, description: 'Name of a snapshot; for serverless its ARN' }),
        },
        { description: 'Made from a snapshot; only at creation, keep it afterwards' },
      ),
    ),
    finalSnapshot: Type.Boolean({
      default: false,
      description: 'Take a snapshot before a delete; production: true; not for serverless',
    }),
  },
  { description: 'A Valkey or Redis cache' },
);

export type RedisSpec = Static<typeof schema>;
