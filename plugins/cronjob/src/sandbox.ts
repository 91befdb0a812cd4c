import { sandboxEcs, sandboxEventRules, sandboxQueues, sandboxSchedule } from '@panka/plugin-common';
import type { SandboxModels } from 'panka/sdk';

/** What this kind declares beyond the tasks of ECS: a schedule, a queue, and a rule on the events of its runs. */
const models: SandboxModels = {
  models: [...sandboxEcs.models, ...sandboxSchedule, ...sandboxQueues, ...sandboxEventRules],
  api: {
    ...sandboxEcs.api,
    'scheduler:GetSchedule': (params, cloud) => {
      const schedule = cloud.get('aws:scheduler/schedule:Schedule', `${params.GroupName ?? 'default'}/${params.Name}`);
      if (schedule === undefined)
        throw new Error(`ResourceNotFoundException: Schedule ${String(params.Name)} does not exist.`);
      const { name, groupName, state, scheduleExpression, target } = schedule.outputs;
      const { arn = null, ecsParameters } = (target ?? {}) as { arn?: string; ecsParameters?: Record<string, string> };
      return {
        Name: name ?? null,
        GroupName: groupName ?? null,
        State: state ?? null,
        ScheduleExpression: scheduleExpression ?? null,
        Target: { Arn: arn, EcsParameters: { TaskDefinitionArn: ecsParameters?.taskDefinitionArn ?? null } },
      };
    },
  },
};
export default models;
