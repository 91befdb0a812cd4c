import { oneOf, S3_EVENTS, strict } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';

const source = strict(
  {
    component: Type.Optional(Type.String({ description: '`name` or `service/name` of the component that calls' })),
    arn: Type.Optional(Type.String({ description: 'ARN of something outside the stack' })),
  },
  { description: 'Where events come from: component or arn' },
);

const pattern = Type.Record(Type.String(), Type.Unknown(), { description: 'A pattern' });

export const trigger = strict(
  {
    type: oneOf(['sqs', 'eventbridge', 'schedule', 'apigateway', 's3', 'sns', 'dynamodb', 'kinesis', 'msk', 'kafka'], {
      description: 'What calls the function',
    }),
    source: Type.Optional(source),
    description: Type.Optional(
      Type.String({
        maxLength: 512,
        description: 'What it is for; schedule, eventbridge: description of the schedule or rule in AWS',
      }),
    ),
    enabled: Type.Boolean({ default: true, description: 'Whether it calls' }),
    batchSize: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 10_000, description: 'Queues, streams: records a call' }),
    ),
    maximumBatchingWindowSeconds: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 300, description: 'Queues, streams: seconds to wait for a full batch' }),
    ),
    startingPosition: oneOf(['LATEST', 'TRIM_HORIZON'], {
      default: 'LATEST',
      description: 'Streams: where reading begins; changing it makes a new mapping',
    }),
    filter: Type.Optional(
      Type.Array(pattern, { maxItems: 10, description: 'Queues, streams: patterns of records that count' }),
    ),
    maximumConcurrency: Type.Optional(
      Type.Integer({ minimum: 2, maximum: 1000, description: 'sqs: most calls at a time' }),
    ),
    pattern: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: 'eventbridge: event pattern; sns: filter policy' }),
    ),
    schedule: Type.Optional(
      Type.String({
        pattern: '^(rate|cron|at)\\(.+\\)$',
        description: 'schedule: rate(5 minutes), cron(0 12 * * ? *) or at(2030-01-01T00:00:00)',
      }),
    ),
    timezone: Type.String({ default: 'UTC', description: 'schedule: time zone of cron and at' }),
    input: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: 'schedule, eventbridge: event to send instead' }),
    ),
    http: Type.Optional(
      strict(
        {
          method: oneOf(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY'], {
            description: 'HTTP method',
          }),
          path: Type.String({ pattern: '^/', description: 'Path, with {parameters}' }),
          auth: oneOf(['iam', 'none'], { default: 'iam', description: 'Who may call: signed requests, or everyone' }),
        },
        { description: 'apigateway: route' },
      ),
    ),
    s3: Type.Optional(
      strict(
        {
          events: Type.Array(oneOf(S3_EVENTS, { description: 'An event, or a family of them: s3:ObjectCreated:*' }), {
            default: ['s3:ObjectCreated:*'],
            minItems: 1,
            description: 'Events of the bucket',
          }),
          prefix: Type.Optional(Type.String({ description: 'Only keys that start with it' })),
          suffix: Type.Optional(Type.String({ description: 'Only keys that end with it' })),
        },
        { description: 's3: events; default: every new object' },
      ),
    ),
    topics: Type.Optional(
      Type.Array(Type.String(), { maxItems: 1, description: 'msk, kafka: the topic (AWS takes one)' }),
    ),
    consumerGroup: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'msk, kafka: consumer group; changing it makes a new mapping',
      }),
    ),
  },
  { description: 'Something that calls the function' },
);

export type Trigger = Static<typeof trigger>;
