import { Type } from '@sinclair/typebox';

const strict = { additionalProperties: false } as const;
const cidr = (description: string) =>
  Type.String({ pattern: '^[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}$', examples: ['10.40.0.0/16'], description });

export const ingressRule = Type.Object(
  {
    port: Type.Integer({ minimum: 0, maximum: 65535, description: 'Port that is opened' }),
    protocol: Type.Optional(
      Type.Union([Type.Literal('tcp'), Type.Literal('udp')], { default: 'tcp', description: 'Protocol of the port' }),
    ),
    cidrBlocks: Type.Optional(Type.Array(cidr('Address range such as 10.0.0.0/8'), { description: 'Who may connect' })),
    description: Type.Optional(Type.String({ description: 'Why, for readers' })),
  },
  strict,
);

const subnets = (description: string) =>
  Type.Optional(
    Type.Array(
      Type.Union([
        Type.Object(
          {
            id: Type.String({
              pattern: '^subnet-',
              examples: ['subnet-0123456789abcdef0'],
              description: 'The id of an existing subnet',
            }),
            availabilityZone: Type.Optional(Type.String({ description: 'Its zone; spares a look-up' })),
          },
          strict,
        ),
        Type.Object(
          {
            cidr: cidr('Address range of a subnet to make, such as 10.40.0.0/20'),
            availabilityZone: Type.Optional(Type.String({ description: 'Its zone' })),
          },
          strict,
        ),
      ]),
      { description },
    ),
  );

/** `spec` of infra.panka.io/v1 Networking. */
export const networkingSchema = Type.Object(
  {
    vpc: Type.Object(
      {
        mode: Type.Union([Type.Literal('create'), Type.Literal('import'), Type.Literal('stack')], {
          description: 'create: made by this stack; import: exists; stack: made by another Panka stack',
        }),
        id: Type.Optional(
          Type.String({
            pattern: '^vpc-',
            examples: ['vpc-0123456789abcdef0'],
            description: 'The id of the existing VPC (mode import)',
          }),
        ),
        cidr: Type.Optional(cidr('Address range of the VPC, such as 10.40.0.0/16')),
        stack: Type.Optional(
          Type.Union(
            [
              Type.String({ description: 'Stack that owns the VPC' }),
              Type.Object(
                {
                  stack: Type.String({ description: 'Stack that owns the VPC' }),
                  environment: Type.Optional(Type.String({ description: 'Its environment; default the same' })),
                },
                strict,
              ),
            ],
            { description: 'Stack that owns the VPC (mode stack)' },
          ),
        ),
        tags: Type.Optional(
          Type.Record(Type.String(), Type.String(), { description: 'Tags by which the VPC is found (mode import)' }),
        ),
      },
      { ...strict, description: 'The network that components run in' },
    ),
    subnets: Type.Optional(
      Type.Object(
        {
          public: subnets('Subnets with a route to the internet'),
          private: subnets('Subnets that reach the internet through NAT'),
          data: subnets('Subnets for data stores, without a way out'),
        },
        { ...strict, description: 'Subnets by tier; made when none are given' },
      ),
    ),
    availabilityZones: Type.Optional(
      Type.Integer({ minimum: 2, maximum: 3, default: 2, description: 'Number of zones to spread over' }),
    ),
    nat: Type.Optional(
      Type.Union([Type.Literal('none'), Type.Literal('single'), Type.Literal('perAz')], {
        description: 'NAT gateways. Default single, perAz in production',
      }),
    ),
    endpoints: Type.Optional(
      Type.Object(
        {
          gateway: Type.Optional(
            // AWS has no others.
            Type.Array(Type.Union([Type.Literal('s3'), Type.Literal('dynamodb')]), {
              description: 'Gateway endpoints; default s3 and dynamodb',
            }),
          ),
          interface: Type.Optional(
            Type.Array(Type.String(), { description: 'Interface endpoints such as ecr.api or logs' }),
          ),
        },
        { ...strict, description: 'Private ways to AWS services' },
      ),
    ),
    flowLogs: Type.Optional(
      Type.Object(
        {
          enabled: Type.Optional(Type.Boolean({ description: 'Write flow logs. Default: in production' })),
          traffic: Type.Optional(
            Type.Union([Type.Literal('REJECT'), Type.Literal('ACCEPT'), Type.Literal('ALL')], {
              default: 'REJECT',
              description: 'What is logged',
            }),
          ),
          retentionDays: Type.Optional(
            Type.Integer({ minimum: 1, default: 30, description: 'Days that flow logs are kept' }),
          ),
        },
        { ...strict, description: 'Flow logs of the VPC' },
      ),
    ),
    dns: Type.Optional(
      Type.Object(
        {
          zone: Type.Optional(Type.String({ description: 'Public Route 53 zone, by name or id' })),
          privateNamespace: Type.Optional(Type.String({ description: 'Private namespace for service discovery' })),
        },
        { ...strict, description: 'Names' },
      ),
    ),
    securityGroup: Type.Optional(
      Type.Object(
        {
          ingress: Type.Optional(Type.Array(ingressRule, { description: 'Rules of the shared security group' })),
          allowInternalTraffic: Type.Optional(
            Type.Boolean({ default: false, description: 'Let every component of the stack reach every other' }),
          ),
        },
        { ...strict, description: 'The shared security group of the stack' },
      ),
    ),
    ipv6: Type.Optional(Type.Boolean({ default: false, description: 'Give IPv6 addresses' })),
  },
  strict,
);
