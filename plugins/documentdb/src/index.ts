import { defineKind, type JsonObject } from 'panka/sdk';
import { fixedCost } from './fixed-cost.js';
import { IAM_ACTIONS } from './iam-actions.js';
import { normalise } from './normalise.js';
import { type DocumentDbSpec, schema } from './schema.js';
import { UPGRADE_SNAPSHOTS } from './upgrade-snapshots.js';
import { validate } from './validate.js';

const PRODUCTION: JsonObject = { instance: { count: 3 }, backup: { retentionDays: 14 } };

export default defineKind<DocumentDbSpec>({
  kind: 'DocumentDB',
  summary: 'A document database with the API of MongoDB',
  category: 'database',
  schema,
  stateful: true,
  dataTypes: ['aws:docdb/cluster:Cluster'],
  rollback: 'settings-only',
  outputs: {
    endpoint: { type: 'string', description: 'Host name of the writer' },
    readerEndpoint: { type: 'string', description: 'Host name of the readers' },
    port: { type: 'number', description: 'Port' },
    username: { type: 'string', description: 'Master user' },
    secretArn: { type: 'string', description: 'ARN of the secret with the master password' },
    arn: { type: 'string', description: 'ARN of the cluster' },
    identifier: { type: 'string', description: 'Identifier of the cluster' },
    clusterResourceId: { type: 'string', description: 'Resource id, which never changes' },
    securityGroupId: { type: 'string', description: 'Security group that consumers reach' },
  },
  access: {
    default: 'connect',
    levels: {
      connect: 'reach the port, get host, user and password; no IAM',
      read: 'as connect: what may be read is decided in the database',
      write: 'as connect: what may be written is decided in the database',
      admin: 'connect, and describe, snapshot, fail over and reboot the cluster',
    },
  },
  injects: {
    HOST: { description: 'Host name of the writer' },
    PORT: { description: 'Port' },
    USERNAME: { description: 'Master user' },
    OPTIONS: { description: 'Options of the connection string: TLS, replica set, no retried writes' },
    PASSWORD: { description: 'Master password', secret: true },
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
    endpoint: `${name}.cluster-abcdefghijkl.us-east-1.docdb.amazonaws.com`,
    readerEndpoint: `${name}.cluster-ro-abcdefghijkl.us-east-1.docdb.amazonaws.com`,
    port: 27_017,
    username: 'docadmin',
    secretArn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:rds!cluster-00000000-abcdef',
    arn: `arn:aws:rds:us-east-1:000000000000:cluster:${name}`,
    identifier: name,
    clusterResourceId: 'cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    securityGroupId: 'sg-00000000000000000',
  }),
  fixedCost,
  usage: {
    storageGB: {
      description: 'GB stored',
      items: (amount, spec) => [
        { item: spec.storageType === 'iopt1' ? 'docdb-iopt1-gb-month' : 'docdb-gb-month', quantity: amount },
      ],
    },
    ioRequestsPerMonth: {
      description: 'Reads and writes of the storage a month; they are in the price of iopt1',
      items: (amount, spec) =>
        spec.storageType === 'iopt1' ? [] : [{ item: 'docdb-million-io', quantity: amount / 1e6 }],
    },
    backupGB: {
      description: 'GB of snapshots beyond the size of the cluster',
      items: (amount) => [{ item: 'docdb-backup-gb-month', quantity: amount }],
    },
  },
  snapshots: [{ type: 'aws:docdb/cluster:Cluster', input: 'finalSnapshotIdentifier' }],
  upgradeSnapshots: UPGRADE_SNAPSHOTS,
});
