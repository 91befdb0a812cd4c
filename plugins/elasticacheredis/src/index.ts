import { defineKind, type JsonObject } from 'panka/sdk';
import { fixedCost, processingCost, serverlessDataCost } from './cost.js';
import { IAM_ACTIONS } from './iam-actions.js';
import { normalise } from './normalise.js';
import { type RedisSpec, schema } from './schema.js';
import { validate } from './validate.js';

const PRODUCTION: JsonObject = {
  cluster: { numNodes: 2, multiAZ: true },
  backup: { retentionDays: 7 },
  finalSnapshot: true,
};

export default defineKind<RedisSpec>({
  kind: 'ElastiCacheRedis',
  summary: 'A Valkey or Redis cache: nodes, shards or serverless',
  category: 'cache',
  schema,
  stateful: true,
  dataTypes: ['aws:elasticache/replicationGroup:ReplicationGroup', 'aws:elasticache/serverlessCache:ServerlessCache'],
  rollback: 'settings-only',
  outputs: {
    endpoint: { type: 'string', description: 'Host name that a client begins with' },
    primaryEndpoint: {
      type: 'string',
      description: 'Host name of the primary',
      when: 'modes replication-group and serverless',
    },
    readerEndpoint: {
      type: 'string',
      description: 'Host name of the replicas',
      when: 'modes replication-group and serverless',
    },
    configurationEndpoint: { type: 'string', description: 'Host name that tells the shards', when: 'mode cluster' },
    port: { type: 'number', description: 'Port' },
    arn: { type: 'string', description: 'ARN of the cache' },
    identifier: { type: 'string', description: 'Id of the replication group, or name of the serverless cache' },
    authSecretArn: { type: 'string', description: 'ARN of the secret with the token', when: 'auth is token' },
    userName: { type: 'string', description: 'User that may do everything', when: 'auth is iam' },
    userGroupId: { type: 'string', description: 'Group of the users', when: 'auth is iam' },
    securityGroupId: { type: 'string', description: 'Security group that consumers reach' },
  },
  access: {
    default: 'connect',
    levels: {
      connect: 'reach the port, get host and, with auth token, the token; no IAM',
      read: 'connect; with auth iam log in as the user that only reads',
      write: 'connect; with auth iam log in as the user that may do everything',
      admin: 'write, and describe, snapshot and fail over the cache',
    },
  },
  injects: {
    HOST: { description: 'Host name that a client begins with' },
    PORT: { description: 'Port' },
    TLS: { description: 'true where the cache speaks TLS' },
    USERNAME: { description: 'With auth iam: the user to log in as' },
    NAME: { description: 'With auth iam: the name of the cache, which a login signs' },
    AUTH_TOKEN: { description: 'With auth token: the token', secret: true },
  },
  normalise,
  defaults: (environment) => ({ deletionPolicy: 'snapshot', ...(environment === 'production' ? PRODUCTION : {}) }),
  validate,
  subnets: () => 'data',
  needs: (spec) => ['network', ...(spec.encryption.kmsKey === 'stack' ? (['key'] as const) : []), 'alarmTopic'],
  iamActions: IAM_ACTIONS,
  translator: () => import('./translate.js'),
  verifier: () => import('./verify.js'),
  sandbox: () => import('./sandbox.js'),
  stubOutputs: (name) => ({
    endpoint: `master.${name}.abcdef.use1.cache.amazonaws.com`,
    primaryEndpoint: `master.${name}.abcdef.use1.cache.amazonaws.com`,
    readerEndpoint: `replica.${name}.abcdef.use1.cache.amazonaws.com`,
    configurationEndpoint: `clustercfg.${name}.abcdef.use1.cache.amazonaws.com`,
    port: 6379,
    arn: `arn:aws:elasticache:us-east-1:000000000000:replicationgroup:${name}`,
    identifier: name,
    authSecretArn: `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}-token-abcdef`,
    userName: `${name}-writer`,
    userGroupId: `${name}-users`,
    securityGroupId: 'sg-00000000000000000',
  }),
  fixedCost,
  usage: {
    dataGB: {
      description: 'serverless: GB kept on average',
      items: (amount, spec) => serverlessDataCost(amount, spec),
    },
    processingUnitsPerMonth: {
      description: 'serverless: processing units (ECPU) a month',
      items: (amount, spec) => processingCost(amount, spec),
    },
    backupGB: {
      description: 'GB of snapshots',
      items: (amount) => [{ item: 'elasticache-backup-gb-month', quantity: amount }],
    },
  },
  snapshots: [{ type: 'aws:elasticache/replicationGroup:ReplicationGroup', input: 'finalSnapshotIdentifier' }],
});
