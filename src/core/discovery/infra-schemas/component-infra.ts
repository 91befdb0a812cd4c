import { Type } from '@sinclair/typebox';

const strict = { additionalProperties: false } as const;
const quantity = (description: string) =>
  Type.Optional(Type.Union([Type.Number({ minimum: 1 }), Type.String({ minLength: 1 })], { description }));
const replicas = (description: string) => Type.Optional(Type.Integer({ minimum: 0, maximum: 5000, description }));

const policy = Type.Object(
  {
    type: Type.Optional(
      Type.Literal('targetTracking', {
        default: 'targetTracking',
        description: 'How the policy scales; steps and schedules stand in the autoscaling of the component',
      }),
    ),
    metric: Type.Union(
      [
        Type.Literal('CPUUtilization'),
        Type.Literal('MemoryUtilization'),
        Type.Literal('ALBRequestCountPerTarget'),
        Type.Literal('SQSBacklogPerTask'),
      ],
      { description: 'What is kept at the target' },
    ),
    targetValue: Type.Number({ description: 'The target: percent, requests or messages' }),
  },
  strict,
);

const scaling = Type.Object(
  {
    replicas: replicas('Number of tasks'),
    minReplicas: replicas('Smallest number of tasks'),
    maxReplicas: replicas('Largest number of tasks'),
    autoscaling: Type.Optional(
      Type.Object(
        {
          enabled: Type.Optional(Type.Boolean({ description: 'Scale by load' })),
          minReplicas: replicas('Smallest number of tasks'),
          maxReplicas: replicas('Largest number of tasks'),
          policies: Type.Optional(Type.Array(policy, { description: 'What to scale by' })),
        },
        { ...strict, description: 'Scaling by load' },
      ),
    ),
  },
  { ...strict, description: 'Number of tasks' },
);

const networking = Type.Object(
  {
    subnets: Type.Optional(
      Type.Union([Type.Literal('public'), Type.Literal('private'), Type.Literal('data')], {
        description: 'Tier of subnets',
      }),
    ),
    securityGroups: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), { description: 'Further security groups, by id' }),
    ),
    securityGroupIds: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), { description: 'The same as securityGroups' }),
    ),
    serviceMesh: Type.Optional(
      Type.Union(
        [
          Type.Literal('service-connect'),
          Type.Object({ type: Type.Literal('service-connect', { description: 'Only service-connect' }) }, strict),
        ],
        {
          description: 'Only service-connect, which is what is used anyway',
        },
      ),
    ),
  },
  { ...strict, description: 'Where the component runs. Routes of a load balancer are declared in an ALB component' },
);

const storage = Type.Object(
  {
    volumes: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: Type.String({ minLength: 1, description: 'Name of the volume' }),
            mountPath: Type.String({ pattern: '^/', description: 'A path in the container, such as /data' }),
            type: Type.Optional(
              Type.Union([Type.Literal('emptyDir'), Type.Literal('efs')], {
                default: 'emptyDir',
                description: 'emptyDir: lost with the task; efs: a file system',
              }),
            ),
            source: Type.Optional(Type.String({ description: 'EFS component of a volume of type efs' })),
            readOnly: Type.Optional(Type.Boolean({ description: 'Mount without the right to write' })),
          },
          strict,
        ),
        { description: 'Volumes of the containers' },
      ),
    ),
  },
  { ...strict, description: 'Volumes' },
);

/** `spec` of infra.panka.io/v1 ComponentInfra. */
export const componentInfraSchema = Type.Object(
  {
    resources: Type.Optional(
      Type.Object(
        { cpu: quantity('CPU units, or a text such as 0.5 vCPU'), memory: quantity('MiB, or a text such as 1 GB') },
        { ...strict, description: 'Size of a task' },
      ),
    ),
    scaling: Type.Optional(scaling),
    networking: Type.Optional(networking),
    storage: Type.Optional(storage),
    overrides: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: 'Any field of the spec of the component' }),
    ),
  },
  strict,
);
