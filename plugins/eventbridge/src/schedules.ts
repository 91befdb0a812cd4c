import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import type { ComponentOf, DeclaredRole, ScheduleGroup, TranslateContext } from 'panka/sdk';
import type { DeadLetters } from './dead-letters.js';
import type { RuleServices } from './rules.js';
import type { EventBridgeSpec } from './schema.js';
import type { Rule } from './schema-rule.js';
import { deliveryStatements, endpointOf, inputOf, type ResolvedTarget, targetsOf } from './targets.js';
import { taskSettings } from './task-target.js';

type Component = ComponentOf<EventBridgeSpec>;
interface Around extends RuleServices {
  readonly group: () => ScheduleGroup;
  readonly deadLetters: DeadLetters;
}
interface Entry extends ResolvedTarget {
  readonly rule: Rule;
  readonly position: readonly [number, number];
}

/** One schedule of EventBridge Scheduler for each target of a rule by the clock; gives back those of the first targets, by rule. */
export function declareSchedules(
  component: Component,
  context: TranslateContext,
  around: Around,
): Readonly<Record<string, aws.scheduler.Schedule>> {
  const entries = component.spec.rules.flatMap((rule, i): Entry[] =>
    rule.schedule === undefined
      ? []
      : targetsOf(component, i).map((resolved, j) => ({ ...resolved, rule, position: [i, j] })),
  );
  if (entries.length === 0) return {};
  const role = scheduleRole(component, context, { ...around, entries });
  const made = entries.map(
    (entry) => [entry, declareSchedule(component, context, { ...around, entry, role })] as const,
  );
  const first = made.filter(([{ position }]) => position[1] === 0);
  return Object.fromEntries(first.map(([{ rule }, schedule]) => [rule.name, schedule]));
}

/** Schedules reach everything with a role, their dead-letter queue included. */
function scheduleRole(
  component: Component,
  context: TranslateContext,
  around: Around & { entries: readonly Entry[] },
): DeclaredRole {
  return around.roles.declare(component, context, {
    part: 'schedule-role',
    service: 'scheduler.amazonaws.com',
    statements: [
      ...around.entries.flatMap((entry) => deliveryStatements(entry, context, around)),
      ...around.deadLetters.sending(around.entries.map(({ position }) => position)),
    ],
  });
}

function declareSchedule(
  component: Component,
  context: TranslateContext,
  at: Around & { entry: Entry; role: DeclaredRole },
): aws.scheduler.Schedule {
  const { rule, position } = at.entry;
  const part = `schedule/${rule.name}/target-${position[1]}`;
  return new aws.scheduler.Schedule(
    context.logicalName(part),
    {
      name: at.names.physical(component, NAME_RULES.schedule, `${rule.name}-${position[1]}`),
      groupName: at.group().name,
      description: rule.description ?? `Schedule ${rule.name} of ${component.address}`,
      scheduleExpression: rule.schedule ?? '',
      scheduleExpressionTimezone: rule.timezone,
      state: rule.enabled ? 'ENABLED' : 'DISABLED',
      flexibleTimeWindow: { mode: 'OFF' },
      target: target(component, context, at),
    },
    context.options({ deleteBeforeReplace: true, dependsOn: [...at.role.ready] }),
  );
}

function target(
  component: Component,
  context: TranslateContext,
  at: Around & { entry: Entry; role: DeclaredRole },
): aws.types.input.scheduler.ScheduleTarget {
  const { entry } = at;
  const { retry, roleArn, messageGroupId } = entry.target;
  const input = inputOf(entry.target);
  const dlq: Input<string> | undefined = at.deadLetters.of(...entry.position);
  return {
    arn: endpointOf(entry, context, at),
    roleArn: roleArn ?? at.role.arn,
    ...(input === undefined ? {} : { input }),
    retryPolicy: { maximumRetryAttempts: retry.maxAttempts, maximumEventAgeInSeconds: retry.maxAgeSeconds },
    ...(dlq === undefined ? {} : { deadLetterConfig: { arn: dlq } }),
    ...(messageGroupId === undefined ? {} : { sqsParameters: { messageGroupId } }),
    ...busParameters(component, entry),
    ...taskParameters(entry, context, at),
  };
}

/** What is put on a bus is an event of this component. */
function busParameters({ stack, service }: Component, { reference, target: { detailType } }: Entry) {
  if (reference?.kind !== 'EventBridge' || detailType === undefined) return {};
  return { eventbridgeParameters: { detailType, source: `${stack}.${service}` } };
}

function taskParameters({ reference, isTask }: Entry, context: TranslateContext, services: RuleServices) {
  if (!isTask || reference === undefined) return {};
  const { subnets, securityGroups, assignPublicIp, ...settings } = taskSettings(reference, context, services);
  return {
    ecsParameters: {
      ...settings,
      taskCount: 1,
      networkConfiguration: { subnets, securityGroups, assignPublicIp },
      enableEcsManagedTags: true,
      propagateTags: 'TASK_DEFINITION',
    },
  };
}
