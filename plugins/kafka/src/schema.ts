import { oneOf, section, strict } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';

const secretField = (description: string) =>
  strict(
    {
      ref: Type.String({
        pattern: '^[A-Za-z0-9/_+=.@:-]+$',
        description: 'Name or ARN of the secret in Secrets Manager',
      }),
    },
    { description },
  );

const settings = (description: string) =>
  Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), { default: {}, description });

const topic = strict(
  {
    name: Type.String({ pattern: '^[A-Za-z0-9._-]+$', maxLength: 249, description: 'Name of the topic' }),
    partitions: Type.Integer({ minimum: 1, description: 'Partitions; they can only become more' }),
    replicationFactor: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'Copies of each partition; default: 3, or one a broker. Holds when it is made',
      }),
    ),
    config: settings('Settings of the topic, as in {retention.ms: 604800000}'),
  },
  { description: 'A topic, made and changed on the brokers; one that leaves the manifest stays' },
);

const distribution = strict(
  {
    url: Type.String({
      pattern: '^(s3|https)://[A-Za-z0-9._~/:%+-]+\\.(tgz|tar\\.gz)$',
      description: 'Tarball of Apache Kafka: s3://… in the account needs no way to the internet, https://… does',
    }),
    sha512: Type.String({
      pattern: '^[0-9a-fA-F]{128}$',
      description: 'Its SHA-512, as the Apache project publishes it',
    }),
  },
  { description: 'Where brokers get Kafka from; needed in mode managedOnEc2' },
);

const cluster = strict(
  {
    bootstrapServers: Type.String({
      pattern: '^[A-Za-z0-9.-]+:\\d+(,[A-Za-z0-9.-]+:\\d+)*$',
      description: 'Brokers as host:port, separated by commas',
    }),
    auth: oneOf(['scram', 'mtls', 'none'], { default: 'scram', description: 'How clients sign in' }),
    tls: Type.Boolean({ default: true, description: 'Whether clients speak TLS' }),
    secret: Type.Optional(secretField('scram: secret with username and password')),
    caCertificateSecret: Type.Optional(secretField('Secret with the CA of the brokers, as {"certificate": PEM}')),
    securityGroupId: Type.Optional(
      Type.String({ pattern: '^sg-', description: 'Group of the brokers, which consumers are let into' }),
    ),
  },
  { description: 'The cluster of mode external; alias external' },
);

export const schema = strict(
  {
    mode: oneOf(['managedOnEc2', 'external'], {
      default: 'managedOnEc2',
      description: 'Brokers on EC2, or a cluster that exists: then nothing is made',
    }),
    version: Type.String({
      default: '3.9.1',
      pattern: '^\\d+\\.\\d+\\.\\d+$',
      description: 'Version that the tarball must hold',
    }),
    brokers: Type.Integer({
      default: 3,
      minimum: 1,
      maximum: 9,
      description: 'Brokers: an odd number; they can only become more, and one stays one',
    }),
    instanceType: Type.String({
      default: 'm7g.large',
      pattern: '^[a-z][a-z0-9-]*\\.[a-z0-9-]+$',
      description: 'Instance type of the brokers; a change stops and starts one after the other',
    }),
    ami: section(
      {
        id: Type.Optional(Type.String({ pattern: '^ami-', description: 'Image of new brokers: an Amazon Linux 2023' })),
        ssmParameter: Type.Optional(
          Type.String({ pattern: '^/', description: 'Parameter that names the image instead' }),
        ),
      },
      { description: 'Image of new brokers; default: the newest Amazon Linux 2023. Brokers keep the one they have' },
    ),
    storage: section(
      {
        sizeGiB: Type.Integer({
          default: 500,
          minimum: 8,
          maximum: 16_384,
          description: 'Disk of each broker; it can only grow',
        }),
        type: oneOf(['gp3', 'io2'], { default: 'gp3', description: 'Volume type' }),
        throughputMiBps: Type.Integer({ default: 250, minimum: 125, maximum: 2000, description: 'gp3: MiB a second' }),
        iops: Type.Optional(
          Type.Integer({ minimum: 100, maximum: 256_000, description: 'IOPS; default of gp3: 3000; needed for io2' }),
        ),
      },
      { description: 'Disks of the brokers; they outlive the instances' },
    ),
    distribution: Type.Optional(distribution),
    heapMiB: Type.Optional(
      Type.Integer({
        minimum: 256,
        maximum: 65_536,
        description: 'Heap of a broker; default: half of its memory, 6144 at most',
      }),
    ),
    auth: oneOf(['scram', 'mtls', 'none'], {
      default: 'scram',
      description: 'How clients sign in: a name and password that Panka makes, certificates, or not at all',
    }),
    tls: section(
      {
        enabled: Type.Boolean({
          default: true,
          description: 'TLS for clients; brokers always have it among themselves',
        }),
        caSecret: Type.Optional(
          secretField(
            'CA that signs the brokers, as {"certificate": PEM, "key": PEM}; default: the first broker makes one',
          ),
        ),
      },
      { description: 'TLS' },
    ),
    encryption: section(
      {
        kmsKey: Type.String({
          default: 'stack',
          description: '`stack` for the key of the stack, or a key ARN; changing it replaces the disks',
        }),
      },
      { description: 'Encryption at rest of disks and secrets' },
    ),
    config: settings(
      'Settings of the brokers; default: no topics by themselves, three copies, two of them in sync. A change restarts one after the other',
    ),
    topics: Type.Array(topic, { default: [], description: 'Topics' }),
    cluster: Type.Optional(cluster),
  },
  { description: 'Apache Kafka on EC2 with KRaft, or a cluster that exists' },
);

export type KafkaSpec = Static<typeof schema>;
