import {
  ALARM_ACTIONS,
  LAMBDA_PERMISSION_ACTIONS,
  ROLE_ACTIONS,
  ROLE_POLICY_ACTIONS,
  uniqueActions,
} from '@panka/plugin-common';
import { defineKind, type Reference, type SharedPiece } from 'panka/sdk';
import { type SnsSpec, schema } from './schema.js';
import { validate } from './validate.js';

export default defineKind<SnsSpec>({
  kind: 'SNS',
  summary: 'An SNS topic with its subscriptions, encrypted, TLS only',
  category: 'messaging',
  schema,
  stateful: false,
  rollback: 'reversible',
  outputs: {
    topicArn: { type: 'string', description: 'ARN of the topic' },
    topicName: { type: 'string', description: 'Name of the topic' },
    subscriptionArns: { type: 'array', description: 'ARNs of the subscriptions, in the order of the manifest' },
  },
  access: {
    default: 'write',
    levels: {
      read: 'read attributes and subscriptions of the topic',
      write: 'publish messages',
      admin: 'publish, subscribe, read and change attributes',
    },
  },
  injects: { TOPIC_ARN: { description: 'ARN of the topic' } },
  validate,
  references: (spec) => spec.subscriptions.flatMap(referencesOf),
  needs: (spec): SharedPiece[] => [...(spec.encryption.kmsKey === 'stack' ? (['key'] as const) : []), 'alarmTopic'],
  iamActions: uniqueActions(ALARM_ACTIONS, LAMBDA_PERMISSION_ACTIONS, ROLE_ACTIONS, ROLE_POLICY_ACTIONS, [
    'iam:PassRole',
    'kms:DescribeKey',
    'sns:CreateTopic',
    'sns:DeleteTopic',
    'sns:GetSubscriptionAttributes',
    'sns:GetTopicAttributes',
    'sns:ListTagsForResource',
    'sns:SetSubscriptionAttributes',
    'sns:SetTopicAttributes',
    'sns:Subscribe',
    'sns:TagResource',
    'sns:Unsubscribe',
    'sns:UntagResource',
  ]),
  usage: {
    requestsPerMonth: {
      description: 'Messages published a month, each 64 KB or part of it',
      items: (amount) => [{ item: 'sns-million-requests', quantity: amount / 1e6 }],
    },
  },
  translator: () => import('./translate.js'),
  verifier: () => import('./verify.js'),
  sandbox: () => import('./sandbox.js'),
  stubOutputs: (name) => {
    const topicArn = `arn:aws:sns:us-east-1:000000000000:${name}`;
    return { topicArn, topicName: name, subscriptionArns: [`${topicArn}:00000000-0000-0000-0000-000000000000`] };
  },
});

/** Queues finish their policies after this topic, so that they let it in. */
function referencesOf({ protocol, component, deadLetterQueue }: SnsSpec['subscriptions'][number], i: number) {
  const references: Reference[] = [];
  if (component !== undefined)
    references.push({
      component,
      path: `/subscriptions/${i}/component`,
      edge: 'contributes',
      reason: 'subscription',
      kinds: protocol === 'lambda' ? ['Lambda'] : ['SQS'],
    });
  if (deadLetterQueue !== undefined)
    references.push({
      component: deadLetterQueue.component,
      path: `/subscriptions/${i}/deadLetterQueue/component`,
      edge: 'contributes',
      reason: 'deadLetterQueue',
      kinds: ['SQS'],
    });
  return references;
}
