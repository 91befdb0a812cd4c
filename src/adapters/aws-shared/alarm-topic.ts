import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Encryption } from '../../sdk/index.js';
import { stringsAt } from './infra-json.js';
import type { SharedDeclaration } from './shared-declaration.js';

/**
 * Where alarms of the stack go. Encrypted with the stack's key only: CloudWatch can't publish to a topic under AWS's own
 * key for SNS, whose policy doesn't name it.
 */
export function declareAlarmTopic(shared: SharedDeclaration, encryption: Encryption): pulumi.Output<string> {
  const { keyArn } = encryption;
  const topic = new aws.sns.Topic(
    shared.logicalName('alarms'),
    {
      name: shared.names.shared(NAME_RULES.snsTopic, 'alarms'),
      ...(keyArn === undefined ? {} : { kmsMasterKeyId: keyArn }),
      tags: shared.tagsOf('alarms'),
    },
    shared.options({ deleteBeforeReplace: true }),
  );
  new aws.sns.TopicPolicy(
    shared.logicalName('alarms-policy'),
    { arn: topic.arn, policy: topicPolicy(topic.arn, shared.facts.identity.accountId) },
    shared.options(),
  );
  for (const endpoint of stringsAt(shared.facts.infra.observability, 'alarms', 'email') ?? [])
    new aws.sns.TopicSubscription(
      shared.logicalName(`alarms-to-${endpoint}`),
      { topic: topic.arn, protocol: 'email', endpoint },
      shared.options(),
    );
  return topic.arn;
}

function topicPolicy(arn: pulumi.Output<string>, accountId: string): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AlarmsOfThisAccount',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: arn,
        Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
      },
      // To a topic EventBridge says neither rule nor account: under a condition nothing would ever arrive.
      // Source: EventBridge user guide, "Using resource-based policies", Amazon SNS.
      {
        Sid: 'EventsOfRules',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: arn,
      },
      {
        Sid: 'DenyPlainText',
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Resource: arn,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
}
