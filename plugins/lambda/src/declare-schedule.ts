import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { ComponentOf, DeclaredRole, Names, Roles, ScheduleGroup, TranslateContext } from 'panka/sdk';
import type { DeclaredFunction } from './declare-function.js';
import type { LambdaSpec } from './schema.js';
import type { Trigger } from './schema-trigger.js';

/** One role for every schedule of the function. */
export function declareScheduleRole(
  component: ComponentOf<LambdaSpec>,
  context: TranslateContext,
  at: DeclaredFunction & { roles: Roles },
): DeclaredRole {
  return at.roles.declare(component, context, {
    part: 'schedule-role',
    service: 'scheduler.amazonaws.com',
    statements: [{ Effect: 'Allow', Action: ['lambda:InvokeFunction'], Resource: at.alias.arn }],
  });
}

/** A schedule in the stack's group that calls `live`. */
export function declareSchedule(
  component: ComponentOf<LambdaSpec>,
  context: TranslateContext,
  at: DeclaredFunction & { index: number; trigger: Trigger; names: Names; group: ScheduleGroup; role: DeclaredRole },
): void {
  const { trigger, role } = at;
  const part = `trigger-${at.index}`;
  new aws.scheduler.Schedule(
    context.logicalName(part),
    {
      name: at.names.physical(component, NAME_RULES.schedule, part),
      groupName: at.group.name,
      description: trigger.description ?? `Calls ${component.address}`,
      scheduleExpression: trigger.schedule ?? '',
      scheduleExpressionTimezone: trigger.timezone,
      state: trigger.enabled ? 'ENABLED' : 'DISABLED',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: at.alias.arn,
        roleArn: role.arn,
        ...(trigger.input === undefined ? {} : { input: JSON.stringify(trigger.input) }),
      },
    },
    context.options({ deleteBeforeReplace: true, dependsOn: [...role.ready] }),
  );
}
