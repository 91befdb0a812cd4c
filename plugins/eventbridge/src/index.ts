import { defineKind, type SharedPiece } from 'panka/sdk';
import { IAM_ACTIONS } from './iam-actions.js';
import { referencesOf } from './references.js';
import { type EventBridgeSpec, schema } from './schema.js';
import { validate } from './validate.js';

export default defineKind<EventBridgeSpec>({
  kind: 'EventBridge',
  summary: 'An EventBridge bus with rules, schedules, targets and an archive',
  category: 'messaging',
  schema,
  stateful: false,
  rollback: 'reversible',
  outputs: {
    busName: { type: 'string', description: 'Name of the bus' },
    busArn: { type: 'string', description: 'ARN of the bus' },
    ruleArns: { type: 'object', description: 'ARN of each rule by its name; of a schedule, that of its first target' },
    archiveArn: { type: 'string', description: 'ARN of the archive', when: 'there is an archive' },
    dlqUrl: { type: 'string', description: 'URL of the queue of what no target got', when: 'Panka made it' },
    dlqArn: { type: 'string', description: 'ARN of this queue', when: 'Panka made it' },
  },
  access: {
    default: 'write',
    levels: {
      read: 'read the bus, its rules and their targets',
      write: 'put events on the bus',
      admin: 'put events, read, and change rules and targets of the bus',
    },
  },
  injects: { EVENT_BUS_NAME: { description: 'Name of the bus' } },
  validate,
  references: referencesOf,
  needs: ({ encryption, rules }): SharedPiece[] => [
    'alarmTopic',
    ...(encryption.kmsKey === 'stack' ? (['key'] as const) : []),
    ...(rules.some((rule) => rule.schedule !== undefined) ? (['scheduleGroup'] as const) : []),
  ],
  iamActions: IAM_ACTIONS,
  usage: {
    eventsPerMonth: {
      description: 'Events put on the bus a month, each 64 KB or part of it',
      items: (amount) => [{ item: 'eventbridge-million-events', quantity: amount / 1e6 }],
    },
  },
  translator: () => import('./translate.js'),
  verifier: () => import('./verify.js'),
  sandbox: () => import('./sandbox.js'),
  stubOutputs: (name) => ({
    busName: name,
    busArn: `arn:aws:events:us-east-1:000000000000:event-bus/${name}`,
    ruleArns: { 'order-created': `arn:aws:events:us-east-1:000000000000:rule/${name}/order-created` },
    archiveArn: `arn:aws:events:us-east-1:000000000000:archive/${name}`,
    dlqUrl: `https://sqs.us-east-1.amazonaws.com/000000000000/${name}-dlq`,
    dlqArn: `arn:aws:sqs:us-east-1:000000000000:${name}-dlq`,
  }),
});
