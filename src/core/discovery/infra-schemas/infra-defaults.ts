import { Type } from '@sinclair/typebox';
import { environmentClass, region } from '../core-schemas/environment.js';

const strict = { additionalProperties: false } as const;
const text = (description: string) => Type.Optional(Type.String({ description }));
const quantity = (description: string) =>
  Type.Optional(Type.Union([Type.Number({ minimum: 1 }), Type.String({ minLength: 1 })], { description }));

const compute = Type.Object(
  {
    platform: text('Where containers run: fargate, ec2, or a platform that a plugin brings, such as eks'),
    platforms: Type.Optional(
      Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown()), {
        description: 'Settings of platforms that plugins bring, by platform: the plugin says which',
      }),
    ),
    architecture: Type.Optional(
      Type.Union([Type.Literal('x86_64'), Type.Literal('arm64')], {
        description: 'Processor architecture of containers and functions',
      }),
    ),
    cpu: quantity('CPU units of a container (1024 is one vCPU), or a text such as 0.5 vCPU'),
    memory: quantity('Memory of a container in MiB, or a text such as 1 GB'),
    spot: Type.Optional(Type.Boolean({ description: 'Run on spare capacity that can be taken away' })),
    ec2Pools: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: Type.String({ minLength: 1, description: 'Name that runtime.capacityPool refers to' }),
            instanceType: Type.String({ minLength: 1, description: 'Instance type of the pool, such as m7g.large' }),
            min: Type.Optional(Type.Integer({ minimum: 0, description: 'Smallest number of instances' })),
            max: Type.Optional(Type.Integer({ minimum: 1, description: 'Largest number of instances' })),
            volumeGiB: Type.Optional(Type.Integer({ minimum: 8, description: 'Root disk of an instance in GiB' })),
            spot: Type.Optional(Type.Boolean({ description: 'Use spot instances' })),
          },
          strict,
        ),
        { description: 'Instance pools for platform ec2' },
      ),
    ),
    eks: Type.Optional(
      Type.Object(
        {
          clusterName: Type.String({ minLength: 1, description: 'Existing cluster' }),
          namespace: text('Namespace in the cluster'),
          podIdentityAgent: Type.Optional(Type.Boolean({ description: 'The Pod Identity Agent is installed' })),
        },
        { ...strict, description: 'Existing Kubernetes cluster for platform eks' },
      ),
    ),
  },
  { ...strict, description: 'Defaults of container components' },
);

export const infraDefaultsFields = {
  compute: Type.Optional(compute),
  region: Type.Optional(region),
  availabilityZones: Type.Optional(
    Type.Array(Type.String({ minLength: 1 }), { description: 'Zones to use, such as eu-west-1a' }),
  ),
  environment: Type.Optional(
    Type.Object(
      { class: Type.Optional(environmentClass) },
      { ...strict, description: 'The environment that these defaults are for' },
    ),
  ),
  encryption: Type.Optional(
    Type.Object(
      {
        key: Type.Optional(
          Type.String({
            pattern: '^(stack|aws-managed|arn:.+)$',
            examples: ['stack'],
            description: 'Key for everything encrypted: stack, aws-managed, or the ARN of a key',
          }),
        ),
      },
      { ...strict, description: 'Encryption at rest' },
    ),
  ),
  backups: Type.Optional(
    Type.Object(
      {
        retentionDays: Type.Optional(
          Type.Integer({ minimum: 0, maximum: 3653, description: 'Days that backups are kept' }),
        ),
        window: text('Daily time of backups in UTC, such as 03:00-04:00'),
      },
      { ...strict, description: 'Backups of data stores' },
    ),
  ),
  deletionProtection: Type.Optional(Type.Boolean({ description: 'Refuse the deletion of components that hold data' })),
  deletionPolicy: Type.Optional(
    Type.Union([Type.Literal('delete'), Type.Literal('snapshot'), Type.Literal('retain')], {
      description: 'What becomes of data when its component is removed',
    }),
  ),
  images: Type.Optional(
    Type.Object(
      {
        configInit: text('Image of the container that fetches configuration files'),
        collector: text('Image of the OpenTelemetry collector of tasks that are traced'),
      },
      { ...strict, description: 'Images that Panka itself uses' },
    ),
  ),
  kinds: Type.Optional(
    Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown()), {
      description: 'Defaults by kind: any field of the spec of that kind',
    }),
  ),
  tags: Type.Optional(
    Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), {
      description: 'Tags of every resource',
    }),
  ),
  naming: Type.Optional(
    Type.Object(
      { prefix: text('Put before every physical name'), pattern: text('Pattern of physical names') },
      { ...strict, description: 'Physical names' },
    ),
  ),
};

/** `spec` of infra.panka.io/v1 InfraDefaults and ServiceInfraDefaults. */
export const infraDefaultsSchema = Type.Object(infraDefaultsFields, strict);
