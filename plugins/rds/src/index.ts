import { defineKind, type JsonObject } from 'panka/sdk';
import { ENGINES } from './engines.js';
import { fixedCost } from './fixed-cost.js';
import { IAM_ACTIONS } from './iam-actions.js';
import { normalise } from './normalise.js';
import { type RdsSpec, schema } from './schema.js';
import { UPGRADE_SNAPSHOTS } from './upgrade-snapshots.js';
import { validate } from './validate.js';

const PRODUCTION: JsonObject = {
  instance: { multiAZ: true, replicas: 1 },
  backup: { retentionDays: 14 },
  monitoring: { enhancedMonitoring: true },
};

export default defineKind<RdsSpec>({
  kind: 'RDS',
  summary: 'A PostgreSQL, MySQL, MariaDB or Aurora database',
  category: 'database',
  schema,
  stateful: true,
  dataTypes: ['aws:rds/instance:Instance', 'aws:rds/cluster:Cluster'],
  rollback: 'settings-only',
  outputs: {
    endpoint: { type: 'string', description: 'Host name (of the proxy, if there is one)' },
    address: { type: 'string', description: 'Host name', aliasOf: 'endpoint' },
    hostPort: { type: 'string', description: 'Host name and port: host:port' },
    port: { type: 'number', description: 'Port' },
    readerEndpoint: { type: 'string', description: 'Host name of the readers', when: 'Aurora, or readReplicas > 0' },
    dbName: { type: 'string', description: 'Name of the first database' },
    username: { type: 'string', description: 'Master user' },
    secretArn: { type: 'string', description: 'ARN of the secret with the master password' },
    arn: { type: 'string', description: 'ARN of the instance or cluster' },
    identifier: { type: 'string', description: 'Identifier of the instance or cluster' },
    resourceId: { type: 'string', description: 'Resource id, which IAM logins name' },
    securityGroupId: { type: 'string', description: 'Security group that consumers reach' },
  },
  access: {
    default: 'connect',
    levels: {
      connect: 'reach the port, get host, user and password; no IAM',
      read: 'as connect: what may be read is decided in the database',
      write: 'connect, and log in with IAM under iamAuthentication',
      admin: 'write, and describe, snapshot and reboot the database',
    },
  },
  injects: {
    HOST: { description: 'Host name' },
    PORT: { description: 'Port' },
    NAME: { description: 'Name of the database' },
    USERNAME: { description: 'Master user' },
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
    endpoint: `${name}.abcdefghijkl.us-east-1.rds.amazonaws.com`,
    hostPort: `${name}.abcdefghijkl.us-east-1.rds.amazonaws.com:${ENGINES.postgres.port}`,
    port: ENGINES.postgres.port,
    readerEndpoint: `${name}-replica-1.abcdefghijkl.us-east-1.rds.amazonaws.com`,
    dbName: 'app',
    username: 'dbadmin',
    secretArn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:rds!db-00000000-abcdef',
    arn: `arn:aws:rds:us-east-1:000000000000:db:${name}`,
    identifier: name,
    resourceId: 'db-ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    securityGroupId: 'sg-00000000000000000',
  }),
  fixedCost,
  snapshots: [
    { type: 'aws:rds/instance:Instance', input: 'finalSnapshotIdentifier' },
    { type: 'aws:rds/cluster:Cluster', input: 'finalSnapshotIdentifier' },
  ],
  upgradeSnapshots: UPGRADE_SNAPSHOTS,
});
