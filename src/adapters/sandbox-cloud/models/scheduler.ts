import type { SandboxModels } from '../../../sdk/sandbox.js';
import { CREATED } from './model-parts.js';

export const schedulerModels: SandboxModels = {
  models: [
    {
      type: 'aws:scheduler/scheduleGroup:ScheduleGroup',
      replaces: ['name', 'namePrefix'],
      identity: ['name'],
      arn: 'arn:{partition}:scheduler:{region}:{account}:schedule-group/{name}',
      computed: () => ({ creationDate: CREATED, lastModificationDate: CREATED, state: 'ACTIVE' }),
    },
  ],
};
