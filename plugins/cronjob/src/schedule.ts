import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type {
  Cluster,
  ComponentOf,
  DeclaredRole,
  Identity,
  Names,
  Network,
  Roles,
  ScheduleGroup,
  TranslateContext,
} from 'panka/sdk';
import type { ScheduledTask } from './scheduled-task.js';
import { schedulerStatements } from './scheduler-statements.js';
import type { CronJobSpec } from './schema.js';

type Component = ComponentOf<CronJobSpec>;

interface Around {
  readonly names: Names;
  readonly identity: Identity;
  readonly network: Network;
  readonly cluster: Cluster;
  readonly roles: Roles;
  readonly group: ScheduleGroup;
  readonly task: ScheduledTask;
  readonly deadLetters: aws.sqs.Queue;
}

/** A schedule in the stack's group that starts this revision of the task, and the role that it does so in. */
export function declareSchedule(
  component: Component,
  context: TranslateContext,
  around: Around,
): aws.scheduler.Schedule {
  const { spec } = component;
  const role = around.roles.declare(component, context, {
    part: 'schedule-role',
    service: 'scheduler.amazonaws.com',
    statements: schedulerStatements(around),
    ...(spec.iam.permissionsBoundary === undefined ? {} : { permissionsBoundary: spec.iam.permissionsBoundary }),
  });
  return new aws.scheduler.Schedule(
    context.logicalName(),
    {
      name: around.names.physical(component, NAME_RULES.schedule),
      groupName: around.group.name,
      description: `Starts ${component.address}`,
      scheduleExpression: spec.schedule,
      scheduleExpressionTimezone: spec.timezone,
      state: spec.enabled ? 'ENABLED' : 'DISABLED',
      flexibleTimeWindow: window(spec.flexibleWindowMinutes),
      target: target(component, role, around),
    },
    context.options({ deleteBeforeReplace: true, dependsOn: [...role.ready, ...around.task.ready] }),
  );
}

function window(minutes: number): aws.types.input.scheduler.ScheduleFlexibleTimeWindow {
  return minutes === 0 ? { mode: 'OFF' } : { mode: 'FLEXIBLE', maximumWindowInMinutes: minutes };
}

function target(
  { spec }: Component,
  role: DeclaredRole,
  { cluster, network, task, deadLetters }: Around,
): aws.types.input.scheduler.ScheduleTarget {
  return {
    arn: cluster.arn,
    roleArn: role.arn,
    deadLetterConfig: { arn: deadLetters.arn },
    retryPolicy: {
      maximumRetryAttempts: spec.retry.maxAttempts,
      maximumEventAgeInSeconds: spec.retry.maxAgeSeconds,
    },
    ecsParameters: {
      taskDefinitionArn: task.taskDefinitionArn,
      taskCount: spec.taskCount,
      capacityProviderStrategies: [...task.capacityProviders],
      networkConfiguration: {
        subnets: network.subnets(spec.networking.subnets),
        securityGroups: [...task.securityGroupIds],
        assignPublicIp: spec.networking.assignPublicIp,
      },
      enableEcsManagedTags: true,
      enableExecuteCommand: spec.exec.enabled,
      propagateTags: 'TASK_DEFINITION',
    },
  };
}
