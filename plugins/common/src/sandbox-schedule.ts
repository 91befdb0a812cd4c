import type { ResourceModel } from 'panka/sdk';

const GROUP = 'aws:scheduler/scheduleGroup:ScheduleGroup';

/** EventBridge Scheduler in the sandbox, for every kind that runs by the clock: spread it into `models`. Source: Scheduler API reference, CreateSchedule. */
export const sandboxSchedule: readonly ResourceModel[] = [
  {
    type: 'aws:scheduler/schedule:Schedule',
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
