import { environmentField, oneOf, portField, secretsField, section, strict } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';

const ami = section(
  {
    id: Type.Optional(Type.String({ pattern: '^ami-[0-9a-f]{8,17}$', description: 'Id of the image' })),
    ssmParameter: Type.Optional(
      Type.String({
        pattern: '^/[A-Za-z0-9_./-]+$',
        description: 'Parameter that holds its id; default: the newest Amazon Linux 2023 for the processor',
      }),
    ),
    filter: Type.Optional(
      strict(
        {
          name: Type.String({ minLength: 1, description: 'Its name, with `*` for any text; the newest is taken' }),
          owner: Type.String({
            pattern: '^(\\d{12}|self|amazon|aws-marketplace)$',
            description: 'Account that owns it, `self` or `amazon`',
          }),
        },
        { description: 'The newest image of that name' },
      ),
    ),
  },
  { description: 'Image that an instance starts from: one of id, ssmParameter and filter' },
);

const rootVolume = section(
  {
    sizeGiB: Type.Integer({ default: 20, minimum: 1, maximum: 65_536, description: 'Size in GiB; it can grow' }),
    type: oneOf(['gp3', 'gp2', 'io1', 'io2'], { default: 'gp3', description: 'Volume type' }),
    iops: Type.Optional(Type.Integer({ minimum: 100, description: 'gp3, io1, io2: operations a second' })),
    throughputMiBps: Type.Optional(Type.Integer({ minimum: 125, description: 'gp3: MiB/s (alias throughput)' })),
    encrypted: Type.Literal(true, { default: true, description: 'Encryption at rest; it cannot be turned off' }),
    kmsKey: Type.Optional(
      Type.String({
        description:
          '`stack` for the key of the stack, or a key ARN; default: the key of the account; changing it replaces the instance',
      }),
    ),
  },
  { description: 'Disk that the system is on; it goes with the instance' },
);

const autoscaling = Type.Optional(
  strict(
    {
      min: Type.Integer({ minimum: 0, maximum: 1000, description: 'Instances that always run' }),
      max: Type.Integer({ minimum: 1, maximum: 1000, description: 'Instances that may run' }),
      targetCPUUtilization: Type.Optional(
        Type.Integer({
          minimum: 10,
          maximum: 100,
          description: 'Percent of CPU that instances are added and removed for',
        }),
      ),
    },
    { description: 'A group whose instances come and go, instead of single ones' },
  ),
);

const ingress = Type.Array(
  strict(
    {
      port: Type.Integer({ minimum: 1, maximum: 65_535, description: 'Port that is opened' }),
      protocol: oneOf(['tcp', 'udp'], { default: 'tcp', description: 'Transport' }),
      from: strict(
        {
          component: Type.Optional(Type.String({ description: 'Component whose security group may come in' })),
          cidr: Type.Optional(Type.String({ pattern: '^[0-9a-fA-F:.]+/\\d{1,3}$', description: 'Range of addresses' })),
          securityGroupId: Type.Optional(Type.String({ pattern: '^sg-', description: 'A security group' })),
        },
        { description: 'Who may come in: one of component, cidr and securityGroupId' },
      ),
    },
    { description: 'One rule' },
  ),
  { default: [], description: 'Ways in beside those of consumers and load balancers' },
);

export const schema = Type.Object(
  {
    instanceType: Type.String({
      pattern: '^[a-z][a-z0-9-]*\\.[a-z0-9-]+$',
      description: 'Instance type; its family decides the processor; changing it stops and starts the instance',
    }),
    ami,
    subnet: Type.String({
      default: 'private',
      pattern: '^(private|public|[a-z]{2}(-[a-z]+)+-\\d[a-z])$',
      description: 'Tier of subnets, or the availability zone of a private one; changing it replaces the instance',
    }),
    count: Type.Integer({ default: 1, minimum: 1, maximum: 50, description: 'Instances, spread over the zones' }),
    autoscaling,
    rootVolume,
    userData: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'What the instance does at its first start: a script, or #cloud-config',
      }),
    ),
    userDataFile: Type.Optional(Type.String({ minLength: 1, description: 'The same in a file beside the manifest' })),
    replaceOnUserDataChange: Type.Boolean({
      default: false,
      description:
        'Replace the instance when its user data changes; otherwise it is stopped and started, and a script runs only once',
    }),
    replaceAmi: Type.Boolean({
      default: false,
      description: 'Replace the instance when there is a newer image, or another one is asked for',
    }),
    keyName: Type.Optional(
      Type.String({ minLength: 1, description: 'SSH key pair; refused unless Security.allowSshKeys' }),
    ),
    publicIp: Type.Boolean({ default: false, description: 'A public IPv4 address; needs public subnets' }),
    ssm: Type.Boolean({ default: true, description: 'Session Manager: a shell without open ports or keys' }),
    monitoring: Type.Boolean({ default: false, description: 'Metrics every minute; default true in production' }),
    ports: Type.Array(portField, {
      default: [],
      description: 'Ports that consumers and load balancers come to; the first is the main one',
    }),
    ingress,
    environment: environmentField,
    secrets: secretsField,
  },
  { additionalProperties: false },
);

export type Ec2InstanceSpec = Static<typeof schema>;
