import { section, strict } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';

const map = (description: string) => Type.Record(Type.String(), Type.Unknown(), { description });

const target = strict(
  {
    component: Type.Optional(
      Type.String({
        description:
          'Component that gets the events: SQS, SNS, Lambda, EventBridge; CronJob, MicroService: a task is run',
      }),
    ),
    arn: Type.Optional(
      Type.String({
        pattern: '^arn:',
        description: 'Instead of component: something outside the stack, whose own policy (or roleArn) lets the bus in',
      }),
    ),
    roleArn: Type.Optional(
      Type.String({ pattern: '^arn:', description: 'Role for an arn that is reached with a role, not by a policy' }),
    ),
    input: Type.Optional(Type.Unknown({ description: 'Text, map or list to send instead of the event' })),
    inputPath: Type.Optional(
      Type.String({ pattern: '^\\$', description: 'Part of the event to send, as in $.detail; not for schedules' }),
    ),
    inputTransformer: Type.Optional(
      strict(
        {
          paths: Type.Record(Type.String(), Type.String(), {
            default: {},
            description: 'Names for parts of the event: {id: $.detail.id}',
          }),
          template: Type.String({ minLength: 1, description: 'What to send, with <id> for each name' }),
        },
        { description: 'Builds what is sent from parts of the event; not for schedules' },
      ),
    ),
    detailType: Type.Optional(
      Type.String({ minLength: 1, description: 'Schedules on a bus: detail-type of the event that is put there' }),
    ),
    messageGroupId: Type.Optional(
      Type.String({ minLength: 1, maxLength: 128, description: 'SQS fifo: message group of what is sent' }),
    ),
    retry: section(
      {
        maxAttempts: Type.Integer({ default: 185, minimum: 0, maximum: 185, description: 'Attempts after the first' }),
        maxAgeSeconds: Type.Integer({
          default: 86_400,
          minimum: 60,
          maximum: 86_400,
          description: 'Seconds after which an event is given up',
        }),
      },
      { description: 'How often a delivery is tried again' },
    ),
    deadLetterQueue: Type.Optional(
      strict(
        { component: Type.String({ description: 'A standard SQS component' }) },
        { description: 'Where events go that this target did not get; default: that of the component' },
      ),
    ),
  },
  { description: 'Who gets the events' },
);

export const rule = strict(
  {
    name: Type.String({
      pattern: '^[A-Za-z0-9_.-]+$',
      maxLength: 64,
      description: 'Name of the rule within the component; changing it makes a new rule',
    }),
    description: Type.Optional(Type.String({ maxLength: 512, description: 'What it is for' })),
    pattern: Type.Optional(map('Events that count, in the words of EventBridge: {source: [app.orders]}')),
    schedule: Type.Optional(
      Type.String({
        pattern: '^(rate|cron|at)\\(.+\\)$',
        description: 'Instead of pattern: rate(5 minutes), cron(0 12 * * ? *) or at(2030-01-01T00:00:00)',
      }),
    ),
    timezone: Type.String({ default: 'UTC', description: 'Time zone of a schedule, as in Europe/Madrid' }),
    enabled: Type.Boolean({ default: true, description: 'Whether it acts' }),
    targets: Type.Array(target, { minItems: 1, description: 'Who gets the events; five at most' }),
    testEvent: Type.Optional(
      map('An event that the pattern must match; checked offline, and by EventBridge after a deployment'),
    ),
  },
  { description: 'A rule of the bus, or a schedule' },
);

export type Rule = Static<typeof rule>;
export type Target = Rule['targets'][number];
