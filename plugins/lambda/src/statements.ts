import * as pulumi from '@pulumi/pulumi';
import type { ComponentOf, PolicyStatement, TranslateContext } from 'panka/sdk';
import { pollerSecretStatements } from './kafka-access.js';
import type { LambdaSpec } from './schema.js';
import type { Trigger } from './schema-trigger.js';
import { TRIGGERS } from './trigger-kinds.js';
import { sourceArnOf, sourceOf } from './trigger-source.js';

const STREAM_READ = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];
const KINESIS_READ = [
  'kinesis:DescribeStream',
  'kinesis:DescribeStreamSummary',
  'kinesis:GetRecords',
  'kinesis:GetShardIterator',
  'kinesis:ListShards',
];
const QUEUE_READ = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility'];
const TOPIC_READ = [
  'kafka-cluster:Connect',
  'kafka-cluster:DescribeClusterDynamicConfiguration',
  'kafka-cluster:DescribeGroup',
  'kafka-cluster:AlterGroup',
  'kafka-cluster:DescribeTopic',
  'kafka-cluster:ReadData',
];
const CLUSTER_READ = ['kafka:DescribeCluster', 'kafka:DescribeClusterV2', 'kafka:GetBootstrapBrokers'];
const INTERFACES = [
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
];

const allow = (Action: readonly string[], Resource: pulumi.Input<string>): PolicyStatement => ({
  Effect: 'Allow',
  Action,
  Resource,
});

/** Writing its own logs and traces. */
export function ownStatements(spec: LambdaSpec, logGroupArn: pulumi.Output<string>): PolicyStatement[] {
  return [
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], pulumi.interpolate`${logGroupArn}:*`),
    ...(spec.tracing === 'Active' ? [allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*')] : []),
  ];
}

/** What Lambda does in the function's name to read its sources. */
export function triggerStatements(
  component: ComponentOf<LambdaSpec>,
  context: TranslateContext,
  region: string,
): PolicyStatement[] {
  return component.spec.triggers.flatMap((trigger, index) => {
    if (TRIGGERS[trigger.type].polled === undefined) return [];
    const reference = sourceOf(component, index);
    const signIn =
      reference !== undefined && (trigger.type === 'msk' || trigger.type === 'kafka')
        ? pollerSecretStatements(reference, context, region)
        : [];
    if (trigger.type === 'kafka') return [...signIn, allow(INTERFACES, '*')];
    const source = sourceArnOf(component, context, index);
    const listed = signIn.length === 0 ? [] : [allow(['kafka:ListScramSecrets'], source)];
    return [...pollStatements(trigger, source), ...listed, ...signIn];
  });
}

/** Source: Lambda developer guide, "Execution role permissions" of each event source. */
function pollStatements(trigger: Trigger, arn: pulumi.Input<string>): PolicyStatement[] {
  switch (trigger.type) {
    case 'sqs':
      return [allow(QUEUE_READ, arn)];
    case 'dynamodb':
      return [allow(STREAM_READ, arn), allow(['dynamodb:ListStreams'], '*')];
    case 'kinesis':
      return [allow(KINESIS_READ, arn), allow(['kinesis:ListStreams'], '*')];
    case 'msk':
      return [allow(CLUSTER_READ, arn), ...topicStatements(trigger, arn), allow(INTERFACES, '*')];
    default:
      return [];
  }
}

/** A component of kind MSK grants these by itself; a cluster outside the stack doesn't. */
function topicStatements(trigger: Trigger, cluster: pulumi.Input<string>): PolicyStatement[] {
  if (trigger.source?.component !== undefined) return [];
  const of = (what: string) => pulumi.output(cluster).apply((arn) => `${arn.replace(':cluster/', `:${what}/`)}/*`);
  return [{ Effect: 'Allow', Action: TOPIC_READ, Resource: [pulumi.output(cluster), of('topic'), of('group')] }];
}
