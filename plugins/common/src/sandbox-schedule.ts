import type { ResourceModel, SandboxApi } from 'panka/sdk';
import { asObject } from './look.js';

const SCHEDULE = 'aws:scheduler/schedule:Schedule';
const GROUP = 'aws:scheduler/scheduleGroup:ScheduleGroup';

/** EventBridge Scheduler in the sandbox, for every kind that runs by the clock: spread it into `models`. Source: Scheduler API reference, CreateSchedule. */
export const sandboxSchedule: readonly ResourceModel[] = [
  {
    type: SCHEDULE,
    replaces: ['name', 'namePrefix', 'groupName'],
    identity: ['groupName', 'name'],
    defaults: { groupName: 'default', state: 'ENABLED', scheduleExpressionTimezone: 'UTC' },
    id: ({ inputs }) => `${inputs.groupName}/${inputs.name}`,
    arn: 'arn:{partition}:scheduler:{region}:{account}:schedule/{groupName}/{name}',
    refuses: ({ inputs }, cloud) => {
      if (!/^(rate|cron|at)\(.+\)$/.test(String(inputs.scheduleExpression)))
        return `ValidationException: Invalid Schedule Expression ${String(inputs.scheduleExpression)}.`;
      const group = String(inputs.groupName);
      return group === 'default' || cloud.list(GROUP).some((one) => one.inputs.name === group)
        ? undefined
        : `ResourceNotFoundException: Schedule group ${group} does not exist.`;
    },
  },
];

/** What verifiers ask of schedules: spread it into `api`. */
export const sandboxScheduleApi: Readonly<Record<string, SandboxApi>> = {
  'scheduler:GetSchedule': ({ Name, GroupName }, cloud) => {
    const found = cloud.get(SCHEDULE, `${String(GroupName ?? 'default')}/${String(Name)}`);
    if (found === undefined) throw new Error(`ResourceNotFoundException: Schedule ${String(Name)} does not exist.`);
    const { name = null, groupName = null, state = null, scheduleExpression = null } = found.outputs;
    const { arn = null, ecsParameters } = asObject(found.outputs.target);
    const TaskDefinitionArn = asObject(ecsParameters).taskDefinitionArn ?? null;
    return {
      Name: name,
      GroupName: groupName,
      State: state,
      ScheduleExpression: scheduleExpression,
      Target: { Arn: arn, EcsParameters: { TaskDefinitionArn } },
    };
  },
};
