import { defineKind } from 'panka/sdk';
import { fixedCost, writtenCost } from './cost.js';
import { IAM_ACTIONS } from './iam-actions.js';
import { normalise } from './normalise.js';
import { type MemoryDbSpec, schema } from './schema.js';
import { validate } from './validate.js';

export default defineKind<MemoryDbSpec>({
  kind: 'AWSMemoryDB',
  summary: 'A durable in-memory database with the API of Valkey or Redis',
  category: 'cache',
  schema,
  stateful: true,
  dataTypes: ['aws:memorydb/cluster:Cluster'],
  rollback: 'settings-only',
  outputs: {
    endpoint: { type: 'string', description: 'Host name that tells the shards' },
    port: { type: 'number', description: 'Port' },
    arn: { type: 'string', description: 'ARN of the cluster' },
    clusterName: { type: 'string', description: 'Name of the cluster' },
    aclName: { type: 'string', description: 'Access control list of the cluster' },
    userName: { type: 'string', description: 'User that may do everything, or the first of the list' },
    userArn: { type: 'string', description: 'ARN of that user' },
    secretArn: { type: 'string', description: 'ARN of the secret with its password', when: 'auth is password' },
    securityGroupId: { type: 'string', description: 'Security group that consumers reach' },
  },
  access: {
    default: 'connect',
    levels: {
      connect: 'reach the port, get host, user and, with auth password, the password; no IAM',
      read: 'connect; with auth iam log in as the user that only reads',
      write: 'connect; with auth iam log in as the user that may do everything',
      admin: 'write, and describe, snapshot and fail over the cluster',
    },
  },
  injects: {
    HOST: { description: 'Host name that tells the shards' },
    PORT: { description: 'Port' },
    TLS: { description: 'true: the cluster speaks TLS only' },
    USERNAME: { description: 'User to log in as' },
    NAME: { description: 'With auth iam: the name of the cluster, which a login signs' },
    PASSWORD: { description: 'With auth password: its password', secret: true },
  },
  normalise,
  defaults: () => ({ deletionPolicy: 'snapshot' }),
  validate,
  subnets: () => 'data',
  needs: (spec) => ['network', ...(spec.encryption.kmsKey === 'stack' ? (['key'] as const) : []), 'alarmTopic'],
  iamActions: IAM_ACTIONS,
  translator: () => import('./translate.js'),
  verifier: () => import('./verify.js'),
  sandbox: () => import('./sandbox.js'),
  stubOutputs: (name) => ({
    endpoint: `clustercfg.${name}.abcdef.memorydb.us-east-1.amazonaws.com`,
    port: 6379,
    arn: `arn:aws:memorydb:us-east-1:000000000000:cluster/${name}`,
    clusterName: name,
    aclName: `${name}-acl`,
    userName: `${name}-writer`,
    userArn: `arn:aws:memorydb:us-east-1:000000000000:user/${name}-writer`,
    secretArn: `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}-abcdef`,
    securityGroupId: 'sg-00000000000000000',
  }),
  fixedCost,
  usage: {
    writtenGBPerMonth: {
      description: 'GB written a month; with valkey the first 10,000 are free',
      items: (amount, spec) => writtenCost(amount, spec),
    },
    snapshotGB: {
      description: 'GB of snapshots beyond one day',
      items: (amount) => [{ item: 'memorydb-snapshot-gb-month', quantity: amount }],
    },
  },
  snapshots: [{ type: 'aws:memorydb/cluster:Cluster', input: 'finalSnapshotName' }],
});
