import { containerFields, oneOf, section } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';

const retry = section(
  {
    maxAttempts: Type.Integer({
      default: 2,
      minimum: 0,
      maximum: 185,
      description: 'Further attempts to start the task; a task that started and failed is not started again',
    }),
    maxAgeSeconds: Type.Integer({
      default: 3600,
      minimum: 60,
      maximum: 86_400,
      description: 'Seconds after its time within which a task may still be started',
    }),
  },
  { description: 'What happens when a task cannot be started; what is given up goes to a dead-letter queue' },
);

const verify = section(
  {
    run: Type.Boolean({
      default: false,
      description: 'Run the new version once after each deployment; the deployment fails where it does not exit with 0',
    }),
    timeoutMinutes: Type.Integer({
      default: 10,
      minimum: 1,
      maximum: 120,
      description: 'Minutes that this run may take',
    }),
  },
  { description: 'When a deployed job counts as working' },
);

export const schema = Type.Object(
  {
    ...containerFields,
    schedule: Type.String({
      minLength: 1,
      description: '`rate(5 minutes)`, `cron(0 3 * * ? *)`, `at(2030-01-01T03:00:00)`, or cron of five fields',
    }),
    timezone: Type.String({ default: 'UTC', description: 'Time zone of cron and at, as an IANA name: Europe/Madrid' }),
    enabled: Type.Boolean({ default: true, description: 'false: it is deployed and never started' }),
    flexibleWindowMinutes: Type.Integer({
      default: 0,
      minimum: 0,
      maximum: 1440,
      description: 'Start it at any time within so many minutes, so that jobs of the same hour spread out',
    }),
    retry,
    taskCount: Type.Integer({ default: 1, minimum: 1, maximum: 10, description: 'Tasks that are started each time' }),
    concurrencyPolicy: oneOf(['Allow', 'Forbid', 'Replace'], {
      default: 'Allow',
      description:
        'eks: what happens when the last run is not done; elsewhere only Allow: a schedule starts a task whether the last one is done or not',
    }),
    timeoutMinutes: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 10_080,
        description:
          'Minutes after which it is ended; by `timeoutCommand` on ECS, which has no limit of its own, and needs `command` there',
      }),
    ),
    timeoutCommand: Type.Array(Type.String({ minLength: 1 }), {
      default: ['timeout'],
      minItems: 1,
      description: 'Program of the image that is given seconds and a command, and ends the command after that time',
    }),
    stopTimeoutSeconds: Type.Integer({
      default: 30,
      minimum: 0,
      maximum: 120,
      description: 'Seconds between SIGTERM and SIGKILL',
    }),
    verify,
  },
  { additionalProperties: false },
);

export type CronJobSpec = Static<typeof schema>;
