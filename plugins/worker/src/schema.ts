import {
  autoscalingFields,
  containerFields,
  deploymentFields,
  oneOf,
  portField,
  section,
  strict,
} from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';

const source = strict(
  {
    component: Type.Optional(Type.String({ description: 'Queue or broker that it reads: `name` or `service/name`' })),
    type: Type.Optional(
      oneOf(['sqs', 'msk', 'kafka', 'none'], {
        description: 'Default: by the kind of the component; none: it reads from nothing that Panka knows',
      }),
    ),
    topics: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        minItems: 1,
        description: 'Kafka and MSK: topics that it reads, injected as <COMPONENT>_TOPICS',
      }),
    ),
    consumerGroup: Type.Optional(
      Type.String({ minLength: 1, description: 'Kafka and MSK: its group, injected as <COMPONENT>_CONSUMER_GROUP' }),
    ),
  },
  { description: 'What it reads: waits for it, may receive from it, and gets its variables' },
);

const autoscaling = section(
  {
    enabled: Type.Optional(
      Type.Boolean({ description: 'Let AWS change the number of tasks; default: true where the source is SQS' }),
    ),
    ...autoscalingFields,
    targetBacklogPerTask: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'SQS: messages waiting for each task (default 100 where no other target is given)',
      }),
    ),
  },
  { description: 'How many tasks run: from 0 (production: 1) to 10 by the backlog of its queue' },
);

export const schema = Type.Object(
  {
    ...containerFields,
    source,
    ports: Type.Optional(Type.Array(portField, { description: 'Ports that it listens on, for metrics' })),
    replicas: Type.Integer({
      default: 1,
      minimum: 0,
      maximum: 5000,
      description: 'Tasks that run where nothing scales them',
    }),
    autoscaling,
    gracefulShutdownSeconds: Type.Integer({
      default: 30,
      minimum: 0,
      description: 'Seconds it has to finish its messages after SIGTERM (alias stopTimeoutSeconds)',
    }),
    livenessCommand: Type.Optional(
      Type.Array(Type.String(), {
        minItems: 1,
        description: 'Program that is run in the container every 30 s; exit code 0 is healthy',
      }),
    ),
    deployment: section(deploymentFields, { description: 'How a new version replaces the old one' }),
  },
  { additionalProperties: false },
);

export type WorkerSpec = Static<typeof schema>;
