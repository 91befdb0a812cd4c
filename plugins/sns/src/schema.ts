import { oneOf, policyStatements, section, strict } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';

const subscription = strict(
  {
    protocol: oneOf(['sqs', 'lambda', 'https', 'email', 'sms', 'firehose'], {
      description: 'How messages are delivered; changing it makes a new subscription',
    }),
    component: Type.Optional(
      Type.String({ description: 'sqs, lambda: the SQS or Lambda component that gets the messages' }),
    ),
    endpoint: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'Instead of component: an https URL, e-mail address, +phone number, or ARN outside the stack, whose own policy must let the topic in',
      }),
    ),
    filterPolicy: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: 'Only messages that match; default: all' }),
    ),
    filterPolicyScope: oneOf(['MessageAttributes', 'MessageBody'], {
      default: 'MessageAttributes',
      description: 'What the filter policy looks at',
    }),
    rawMessageDelivery: Type.Optional(
      Type.Boolean({
        description: 'Deliver the message alone, without the envelope of SNS; default: true for sqs, else false',
      }),
    ),
    deadLetterQueue: Type.Optional(
      strict(
        { component: Type.String({ description: 'An SQS component' }) },
        { description: 'Where messages go that cannot be delivered' },
      ),
    ),
  },
  { description: 'Who gets the messages' },
);

const encryption = section(
  {
    enabled: Type.Literal(true, { default: true, description: 'Encryption at rest; it cannot be turned off' }),
    kmsKey: Type.String({
      default: 'stack',
      description:
        '`stack` for the key of the stack, or a key ARN; with `encryption.key: aws-managed` in InfraDefaults, `stack` is the key of AWS for SNS',
    }),
  },
  { description: 'Encryption at rest' },
);

export const schema = strict(
  {
    displayName: Type.Optional(
      Type.String({ maxLength: 100, description: 'Sender that people see in e-mails and text messages' }),
    ),
    fifoTopic: Type.Boolean({
      default: false,
      description: 'Keep the order within message groups; changing it replaces the topic',
    }),
    contentBasedDeduplication: Type.Optional(
      Type.Boolean({ description: 'FIFO: deduplicate by a hash of the body (default true)' }),
    ),
    encryption,
    deliveryPolicy: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description:
          'Retries and throttling of https deliveries, in the words of SNS: {http: {defaultHealthyRetryPolicy}}',
      }),
    ),
    tracing: Type.Boolean({
      default: false,
      description: 'Send traces to X-Ray, where a resource policy of the account must let SNS in',
    }),
    subscriptions: Type.Array(subscription, { default: [], description: 'Who gets the messages' }),
    policyStatements: policyStatements('Further statements of the topic policy, in IAM words'),
  },
  { description: 'An SNS topic' },
);

export type SnsSpec = Static<typeof schema>;
export type Subscription = SnsSpec['subscriptions'][number];
