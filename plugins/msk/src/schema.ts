import { oneOf, section, strict } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';

const broker = section(
  {
    instanceType: Type.String({
      default: 'kafka.t3.small',
      pattern: '^kafka\\.[a-z0-9]+\\.[a-z0-9]+$',
      description: 'Instance type; default in production: kafka.m7g.large',
    }),
    count: Type.Optional(
      Type.Integer({ minimum: 2, maximum: 60, description: 'Brokers, a multiple of the zones; default: one a zone' }),
    ),
    volumeGiB: Type.Integer({ default: 100, minimum: 1, maximum: 16_384, description: 'Disk of each broker in GiB' }),
    maxVolumeGiB: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 16_384, description: 'Let the disks grow up to this; they never shrink' }),
    ),
    storageMode: oneOf(['LOCAL', 'TIERED'], { default: 'LOCAL', description: 'TIERED moves older data off the disks' }),
  },
  { description: 'Brokers of mode provisioned' },
);

const auth = section(
  {
    iam: Type.Boolean({ default: true, description: 'Clients sign in with IAM' }),
    scram: Type.Boolean({ default: false, description: 'Clients sign in with a name and password that Panka makes' }),
    tls: Type.Optional(
      strict(
        {
          caArns: Type.Array(Type.String({ pattern: '^arn:[a-z-]+:acm-pca:' }), {
            minItems: 1,
            description: 'Private CAs of ACM that sign the certificates of clients',
          }),
        },
        { description: 'Clients sign in with a certificate' },
      ),
    ),
    unauthenticated: Type.Boolean({ default: false, description: 'Let everyone in who reaches a broker' }),
  },
  { description: 'How clients sign in' },
);

const topic = strict(
  {
    name: Type.String({ pattern: '^[A-Za-z0-9._-]+$', maxLength: 249, description: 'Name of the topic' }),
    partitions: Type.Integer({ minimum: 1, description: 'Partitions; they can only become more' }),
    replicationFactor: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Copies of each partition; default: 3, or one a broker' }),
    ),
    config: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), {
      default: {},
      description: 'Settings of the topic, as in {retention.ms: 604800000}',
    }),
  },
  { description: 'A topic' },
);

export const schema = strict(
  {
    mode: oneOf(['provisioned', 'serverless'], {
      default: 'provisioned',
      description: 'Brokers of your own, or capacity on demand; changing it replaces the cluster',
    }),
    kafkaVersion: Type.String({
      default: '3.9.x',
      pattern: '^\\d+\\.\\d+\\.(x|\\d+)(\\.kraft|\\.tiered)?$',
      description: 'Version of Kafka in the words of MSK; it can only go up',
    }),
    broker,
    auth,
    encryption: section(
      {
        inTransit: Type.Literal('TLS', { default: 'TLS', description: 'TLS everywhere; it cannot be turned off' }),
        kmsKey: Type.String({
          default: 'stack',
          description: '`stack` for the key of the stack, or a key ARN; changing it replaces the cluster',
        }),
      },
      { description: 'Encryption' },
    ),
    config: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), {
      default: {},
      description:
        'Settings of the brokers; default: no topics by themselves, three copies, two of them in sync, no unclean leaders',
    }),
    monitoring: section(
      {
        level: oneOf(['DEFAULT', 'PER_BROKER', 'PER_TOPIC_PER_BROKER', 'PER_TOPIC_PER_PARTITION'], {
          default: 'PER_BROKER',
          description: 'Metrics in CloudWatch',
        }),
        logs: Type.Boolean({ default: true, description: 'Logs of the brokers in CloudWatch' }),
        prometheus: Type.Boolean({ default: false, description: 'Offer metrics to Prometheus on 11001 and 11002' }),
      },
      { description: 'Metrics and logs of mode provisioned' },
    ),
    topics: Type.Array(topic, { default: [], description: 'Topics of mode provisioned' }),
  },
  { description: 'An MSK cluster' },
);

export type MskSpec = Static<typeof schema>;
