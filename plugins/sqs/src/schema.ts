import { type Static, Type } from '@sinclair/typebox';

const deadLetterQueue = Type.Object(
  {
    enabled: Type.Boolean({ default: true, description: 'Make a dead-letter queue beside the queue' }),
    maxReceiveCount: Type.Integer({
      default: 3,
      minimum: 1,
      maximum: 1000,
      description: 'Receives after which a message moves to the dead-letter queue',
    }),
    retentionPeriod: Type.Integer({
      default: 1_209_600,
      minimum: 60,
      maximum: 1_209_600,
      description: 'Seconds a message stays in the dead-letter queue',
    }),
    component: Type.Optional(
      Type.String({ description: 'Another SQS component that serves as dead-letter queue; none is made then' }),
    ),
  },
  { additionalProperties: false, default: {}, description: 'Where messages go that cannot be processed' },
);

const encryption = Type.Object(
  {
    enabled: Type.Literal(true, { default: true, description: 'Encryption at rest; it cannot be turned off' }),
    kmsKey: Type.Optional(
      Type.String({ description: '`stack` for the key of the stack, or a key ARN; default: the key that SQS manages' }),
    ),
  },
  { additionalProperties: false, default: {}, description: 'Encryption at rest' },
);

export const schema = Type.Object(
  {
    type: Type.Union([Type.Literal('standard'), Type.Literal('fifo')], {
      default: 'standard',
      description: 'Queue type; changing it replaces the queue',
    }),
    visibilityTimeout: Type.Integer({
      default: 30,
      minimum: 0,
      maximum: 43_200,
      description: 'Seconds a received message stays hidden from other consumers',
    }),
    messageRetentionPeriod: Type.Integer({
      default: 345_600,
      minimum: 60,
      maximum: 1_209_600,
      description: 'Seconds a message is kept',
    }),
    maxMessageSize: Type.Integer({
      default: 262_144,
      minimum: 1024,
      maximum: 1_048_576,
      description: 'Largest message, in bytes',
    }),
    receiveWaitTime: Type.Integer({ default: 20, minimum: 0, maximum: 20, description: 'Seconds of long polling' }),
    delaySeconds: Type.Integer({
      default: 0,
      minimum: 0,
      maximum: 900,
      description: 'Seconds before a message appears',
    }),
    deadLetterQueue,
    encryption,
    contentBasedDeduplication: Type.Optional(
      Type.Boolean({ description: 'FIFO: deduplicate by a hash of the body (default true)' }),
    ),
    deduplicationScope: Type.Optional(
      Type.Union([Type.Literal('queue'), Type.Literal('messageGroup')], {
        description: 'FIFO: where duplicates are looked for (default messageGroup)',
      }),
    ),
    fifoThroughputLimit: Type.Optional(
      Type.Union([Type.Literal('perQueue'), Type.Literal('perMessageGroupId')], {
        description:
          'FIFO: what the throughput quota applies to (default perMessageGroupId; perQueue with scope queue)',
      }),
    ),
    policyStatements: Type.Optional(
      Type.Array(Type.Record(Type.String(), Type.Unknown()), {
        description: 'Further statements of the queue policy, in IAM words',
      }),
    ),
  },
  { additionalProperties: false },
);

export type SqsSpec = Static<typeof schema>;
