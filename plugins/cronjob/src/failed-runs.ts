import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { ComponentOf, Names, Tags, TranslateContext } from 'panka/sdk';
import type { ScheduledTask } from './scheduled-task.js';

/** Id in `alarms.overrides`. */
export const FAILED_RUN = 'failed-run';

/** Ends of a task that are no result of its program. Source: ECS API reference, Task.stopCode. */
const BROKEN_OFF = ['TaskFailedToStart', 'SpotInterruption', 'TerminationNotice'];

interface Around {
  readonly names: Names;
  readonly tags: Tags;
  readonly task: ScheduledTask;
  readonly clusterArn: pulumi.Input<string>;
  readonly topicArn: pulumi.Input<string>;
}

/** The scheduler knows only whether a task was started. How a run ended is an event of ECS, which the stack's topic is told. */
export function declareFailedRuns(component: ComponentOf<unknown>, context: TranslateContext, around: Around): void {
  const { names, tags, task, clusterArn, topicArn } = around;
  const logicalName = context.logicalName(FAILED_RUN);
  const rule = new aws.cloudwatch.EventRule(
    logicalName,
    {
      name: names.physical(component, NAME_RULES.eventRule, FAILED_RUN),
      description: `Runs of ${component.address} that failed`,
      eventPattern: pulumi.jsonStringify({
        source: ['aws.ecs'],
        'detail-type': ['ECS Task State Change'],
        detail: {
          clusterArn: [clusterArn],
          group: [pulumi.interpolate`family:${task.taskFamily}`],
          lastStatus: ['STOPPED'],
          $or: [{ containers: { exitCode: [{ 'anything-but': [0] }] } }, { stopCode: BROKEN_OFF }],
        },
      }),
      tags: tags.of(component, logicalName),
    },
    context.options({ deleteBeforeReplace: true }),
  );
  new aws.cloudwatch.EventTarget(
    context.logicalName(`${FAILED_RUN}/topic`),
    {
      rule: rule.name,
      targetId: 'topic',
      arn: topicArn,
      inputTransformer: {
        inputPaths: {
          reason: '$.detail.stoppedReason',
          task: '$.detail.taskArn',
          version: '$.detail.taskDefinitionArn',
        },
        inputTemplate: `"A run of ${component.address} failed: <reason> (task <task> of <version>)"`,
      },
    },
    context.options({ deleteBeforeReplace: true }),
  );
}
