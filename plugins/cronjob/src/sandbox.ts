import {
  sandboxEcs,
  sandboxEventRules,
  sandboxQueues,
  sandboxSchedule,
  sandboxScheduleApi,
} from '@panka/plugin-common';
import type { SandboxModels } from 'panka/sdk';

/** What this kind declares beyond the tasks of ECS: a schedule, a queue, and a rule on the events of its runs. */
const models: SandboxModels = {
  models: [...sandboxEcs.models, ...sandboxSchedule, ...sandboxQueues, ...sandboxEventRules],
  api: {
    ...sandboxEcs.api,
    ...sandboxScheduleApi,
  },
};
export default models;
