import { ALARM_ACTIONS, QUEUE_ACTIONS, uniqueActions } from '@panka/plugin-common';
import { defineKind } from 'panka/sdk';
import { type SqsSpec, schema } from './schema.js';
import { validate } from './validate.js';

export default defineKind<SqsSpec>({
  kind: 'SQS',
  summary: 'An SQS queue with its dead-letter queue',
  category: 'messaging',
  schema,
  stateful: true,
  dataTypes: ['aws:sqs/queue:Queue'],
  rollback: 'settings-only',
  outputs: {
    queueUrl: { type: 'string', description: 'URL of the queue' },
    url: { type: 'string', description: 'URL of the queue', aliasOf: 'queueUrl' },
    queueArn: { type: 'string', description: 'ARN of the queue' },
    queueName: { type: 'string', description: 'Name of the queue' },
    dlqUrl: { type: 'string', description: 'URL of the dead-letter queue', when: 'deadLetterQueue.enabled' },
    dlqArn: { type: 'string', description: 'ARN of the dead-letter queue', when: 'deadLetterQueue.enabled' },
    dlqName: { type: 'string', description: 'Name of the dead-letter queue', when: 'deadLetterQueue.enabled' },
  },
  access: {
    default: 'write',
    levels: {
      read: 'receive and delete messages, change their visibility',
      write: 'send messages',
      admin: 'send, receive, purge, redrive and change attributes',
    },
  },
  injects: {
    QUEUE_URL: { description: 'URL of the queue' },
    DLQ_URL: { description: 'URL of the dead-letter queue (admin only)' },
  },
  validate,
  references: (spec) =>
    spec.deadLetterQueue.enabled && spec.deadLetterQueue.component !== undefined
      ? [
          {
            component: spec.deadLetterQueue.component,
            path: '/deadLetterQueue/component',
            edge: 'needs',
            reason: 'deadLetterQueue',
            kinds: ['SQS'],
          },
        ]
      : [],
  needs: (spec) => [...(spec.encryption.kmsKey === 'stack' ? (['key'] as const) : []), 'alarmTopic'],
  iamActions: uniqueActions(ALARM_ACTIONS, QUEUE_ACTIONS, ['sqs:GetQueueUrl']),
  usage: {
    requestsPerMonth: {
      description: 'Sends, receives and deletes a month',
      items: (amount) => [{ item: 'sqs-million-requests', quantity: amount / 1e6 }],
    },
  },
  translator: () => import('./translate.js'),
  verifier: () => import('./verify.js'),
  sandbox: () => import('./sandbox.js'),
  stubOutputs: (name) => ({
    queueUrl: `https://sqs.us-east-1.amazonaws.com/000000000000/${name}`,
    queueArn: `arn:aws:sqs:us-east-1:000000000000:${name}`,
    queueName: name,
    dlqUrl: `https://sqs.us-east-1.amazonaws.com/000000000000/${name}-dlq`,
    dlqArn: `arn:aws:sqs:us-east-1:000000000000:${name}-dlq`,
    dlqName: `${name}-dlq`,
  }),
});
