import { defineKind, type JsonObject, type SharedPiece } from 'panka/sdk';
import { fixedCost } from './fixed-cost.js';
import { IAM_ACTIONS } from './iam-actions.js';
import { type MskSpec, schema } from './schema.js';
import { validate } from './validate.js';

export default defineKind<MskSpec>({
  kind: 'MSK',
  summary: 'A Kafka cluster that AWS runs, with its topics and its way to sign in',
  category: 'messaging',
  schema,
  stateful: true,
  dataTypes: ['aws:msk/cluster:Cluster', 'aws:msk/serverlessCluster:ServerlessCluster', 'aws:msk/topic:Topic'],
  rollback: 'settings-only',
  outputs: {
    clusterArn: { type: 'string', description: 'ARN of the cluster' },
    clusterName: { type: 'string', description: 'Name of the cluster' },
    bootstrapBrokers: { type: 'string', description: 'Brokers for the preferred way to sign in: IAM, SCRAM, TLS' },
    bootstrapServers: { type: 'string', description: 'The same, as kind Kafka has it', aliasOf: 'bootstrapBrokers' },
    bootstrapBrokersIam: { type: 'string', description: 'Brokers for clients with IAM', when: 'auth.iam' },
    bootstrapBrokersScram: { type: 'string', description: 'Brokers for clients with a password', when: 'auth.scram' },
    bootstrapBrokersTls: {
      type: 'string',
      description: 'Brokers for clients with a certificate, or with nothing',
      when: 'auth.tls, or auth.unauthenticated',
    },
    scramSecretArn: { type: 'string', description: 'ARN of the secret with username and password', when: 'auth.scram' },
    securityGroupId: { type: 'string', description: 'Security group of the brokers' },
  },
  access: {
    default: 'connect',
    levels: {
      connect: 'reach the brokers; what a client may do there is up to its other rights',
      read: 'read topics, and keep the offsets of its groups',
      write: 'write to topics',
      admin: 'read, write, make, change and delete topics',
    },
  },
  injects: {
    BOOTSTRAP_SERVERS: { description: 'Brokers for the preferred way to sign in' },
    SECURITY_PROTOCOL: { description: 'SASL_SSL, or SSL where clients have certificates' },
    SASL_MECHANISM: { description: 'AWS_MSK_IAM or SCRAM-SHA-512' },
    USERNAME: { description: 'Name to sign in with, where there is only SCRAM', secret: true },
    PASSWORD: { description: 'Password to sign in with, where there is only SCRAM', secret: true },
  },
  defaults: (environment): JsonObject =>
    environment === 'production' ? { broker: { instanceType: 'kafka.m7g.large' }, deletionPolicy: 'retain' } : {},
  validate,
  subnets: () => 'private',
  needs: (spec): SharedPiece[] => [
    'network',
    'alarmTopic',
    ...(spec.encryption.kmsKey === 'stack' ? (['key'] as const) : []),
  ],
  iamActions: IAM_ACTIONS,
  translator: () => import('./translate.js'),
  verifier: () => import('./verify.js'),
  sandbox: () => import('./sandbox.js'),
  fixedCost,
  usage: {
    partitions: {
      description: 'serverless: partitions of all topics',
      items: (amount, { mode }) =>
        mode === 'serverless' ? [{ item: 'msk-serverless-partition-hour', quantity: amount * 730 }] : [],
    },
  },
  stubOutputs: (name) => {
    const brokers = (port: number) =>
      [1, 2].map((i) => `b-${i}.${name}.abc123.c2.kafka.us-east-1.amazonaws.com:${port}`).join(',');
    return {
      clusterArn: `arn:aws:kafka:us-east-1:000000000000:cluster/${name}/00000000-0000-0000-0000-000000000000-2`,
      clusterName: name,
      bootstrapBrokers: brokers(9098),
      bootstrapBrokersIam: brokers(9098),
      bootstrapBrokersScram: brokers(9096),
      bootstrapBrokersTls: brokers(9094),
      scramSecretArn: `arn:aws:secretsmanager:us-east-1:000000000000:secret:AmazonMSK_${name}-AbCdEf`,
      securityGroupId: 'sg-00000000000000000',
    };
  },
});
