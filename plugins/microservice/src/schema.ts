import {
  autoscalingFields,
  containerFields,
  deploymentFields,
  healthCheckField,
  oneOf,
  portField,
  section,
  strict,
} from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';

const autoscaling = Type.Optional(
  strict(
    {
      enabled: Type.Boolean({ default: false, description: 'Let AWS change the number of tasks' }),
      ...autoscalingFields,
      requestsPerTarget: Type.Optional(
        Type.Integer({ minimum: 1, description: 'Requests per minute for each task; needs an ALB in front' }),
      ),
    },
    { description: 'How many tasks run; CPU is held at 70 % where no target is given' },
  ),
);

const deployment = section(
  {
    ...deploymentFields,
    rollbackAlarms: Type.Array(oneOf(['5xx', 'latency', 'unhealthy'], { description: 'Id of an alarm' }), {
      default: ['5xx', 'latency', 'unhealthy'],
      description: 'Alarms that make ECS go back; they exist behind an ALB, where alarms are on',
    }),
  },
  { description: 'How a new version replaces the old one' },
);

const serviceDiscovery = section(
  {
    enabled: Type.Boolean({ default: true, description: 'Give it a name that other components reach it by' }),
    namespace: Type.Optional(
      Type.String({ description: 'Accepted from other tools; the namespace is that of the stack' }),
    ),
    name: Type.Optional(
      Type.String({
        pattern: '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$',
        maxLength: 63,
        description: 'The name; default: <component>.<service>',
      }),
    ),
    dns: Type.Optional(
      Type.Boolean({
        description: 'A DNS record too, for what is not on ECS; on when a Lambda or EC2Instance refers to it',
      }),
    ),
  },
  { description: 'Name within the stack (ECS Service Connect)' },
);

export const schema = Type.Object(
  {
    ...containerFields,
    ports: Type.Array(portField, { minItems: 1, description: 'Ports that it listens on; the first is the main one' }),
    replicas: Type.Integer({
      default: 1,
      minimum: 0,
      maximum: 5000,
      description: 'Tasks that run; default 2 in production',
    }),
    stopTimeoutSeconds: Type.Integer({
      default: 30,
      minimum: 0,
      maximum: 120,
      description: 'Seconds between SIGTERM and SIGKILL',
    }),
    autoscaling,
    healthCheck: healthCheckField,
    deployment,
    serviceDiscovery,
  },
  { additionalProperties: false },
);

export type MicroServiceSpec = Static<typeof schema>;
