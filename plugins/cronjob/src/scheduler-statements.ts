import type * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Cluster, Identity, PolicyStatement } from 'panka/sdk';
import type { ScheduledTask } from './scheduled-task.js';

interface Starts {
  readonly identity: Identity;
  readonly cluster: Cluster;
  readonly task: ScheduledTask;
  readonly deadLetters: aws.sqs.Queue;
}

/**
 * What the scheduler may do: start any revision of this task in this cluster, tag what it starts, hand the two roles of
 * the task on, and put away what it could not start. Source: EventBridge Scheduler user guide, "Setting up the execution role".
 */
export function schedulerStatements({ identity, cluster, task, deadLetters }: Starts): readonly PolicyStatement[] {
  const { partition, region, accountId } = identity;
  const ecs = pulumi.interpolate`arn:${partition}:ecs:${region}:${accountId}`;
  return [
    {
      Effect: 'Allow',
      Action: ['ecs:RunTask'],
      Resource: pulumi.interpolate`${ecs}:task-definition/${task.taskFamily}:*`,
      Condition: { ArnEquals: { 'ecs:cluster': cluster.arn } },
    },
    {
      Effect: 'Allow',
      Action: ['ecs:TagResource'],
      Resource: pulumi.interpolate`${ecs}:task/${cluster.name}/*`,
      Condition: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
    },
    {
      Effect: 'Allow',
      Action: ['iam:PassRole'],
      Resource: [task.executionRoleArn, task.taskRoleArn],
      Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    },
    { Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: deadLetters.arn },
  ];
}
