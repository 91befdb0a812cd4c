import { defineKind, type JsonObject, type SharedPiece } from 'panka/sdk';
import { fixedCost } from './fixed-cost.js';
import { IAM_ACTIONS } from './iam-actions.js';
import { normalise } from './normalise.js';
import { type KafkaSpec, schema } from './schema.js';
import { validate } from './validate.js';

const MADE = 'mode managedOnEc2';

export default defineKind<KafkaSpec>({
  kind: 'Kafka',
  summary: 'Apache Kafka on EC2 with KRaft, or a cluster that exists',
  category: 'messaging',
  schema,
  stateful: true,
  dataTypes: ['aws:ebs/volume:Volume'],
  rollback: 'settings-only',
  outputs: {
    bootstrapServers: { type: 'string', description: 'Brokers as host:port, separated by commas' },
    secretArn: { type: 'string', description: 'ARN of the secret with username and password', when: 'auth is scram' },
    caCertificateSecretArn: {
      type: 'string',
      description: 'ARN of the secret with the CA of the brokers, as {"certificate": PEM}',
      when: `${MADE}, or cluster.caCertificateSecret`,
    },
    clusterId: { type: 'string', description: "Id of the cluster in Kafka's own writing", when: MADE },
    securityGroupId: {
      type: 'string',
      description: 'Security group of the brokers',
      when: `${MADE}, or cluster.securityGroupId`,
    },
  },
  access: {
    default: 'connect',
    levels: {
      connect: 'reach the brokers and sign in; rights to topics are lists of Kafka itself',
      read: 'the same: IAM knows nothing of what is in the topics',
      write: 'the same: IAM knows nothing of what is in the topics',
    },
  },
  injects: {
    BOOTSTRAP_SERVERS: { description: 'Brokers as host:port' },
    SECURITY_PROTOCOL: { description: 'SASL_SSL, SSL, SASL_PLAINTEXT or PLAINTEXT' },
    SASL_MECHANISM: { description: 'SCRAM-SHA-512, with auth scram' },
    USERNAME: { description: 'Name to sign in with', secret: true },
    PASSWORD: { description: 'Password to sign in with', secret: true },
    CA_CERTIFICATE: { description: 'CA of the brokers as PEM', secret: true },
  },
  normalise,
  defaults: (environment): JsonObject => (environment === 'production' ? { deletionPolicy: 'retain' } : {}),
  validate,
  subnets: ({ mode }) => (mode === 'external' ? undefined : 'private'),
  needs: ({ mode, encryption, cluster }): SharedPiece[] => {
    const makesSecret = mode !== 'external' || (cluster?.auth === 'scram' && cluster.secret === undefined);
    return [
      ...(mode === 'external' ? [] : (['network', 'alarmTopic'] as const)),
      ...(makesSecret && encryption.kmsKey === 'stack' ? (['key'] as const) : []),
    ];
  },
  iamActions: IAM_ACTIONS,
  translator: () => import('./translate.js'),
  verifier: () => import('./verify.js'),
  sandbox: () => import('./sandbox.js'),
  fixedCost,
  stubOutputs: (name) => ({
    bootstrapServers: [0, 1, 2].map((node) => `b${node}.${name}.service.development.stack.internal:9094`).join(','),
    secretArn: `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}-credentials-AbCdEf`,
    caCertificateSecretArn: `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}-ca-certificate-AbCdEf`,
    clusterId: 'AAAAAAAAAAAAAAAAAAAAAA',
    securityGroupId: 'sg-00000000000000000',
  }),
});
