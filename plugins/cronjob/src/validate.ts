import { containerRules, errorAt } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import { scheduleProblem } from './schedule-expression.js';
import type { CronJobSpec } from './schema.js';
import { timezoneProblem } from './timezone.js';

type Component = ComponentOf<CronJobSpec>;

/** Rules of scheduled tasks that the schema cannot express. */
export function validate(component: Component, view: ApplicationView): Finding[] {
  const { spec } = component;
  return [
    ...containerRules(component, view),
    ...scheduleRules(spec),
    ...timezoneRules(spec),
    ...concurrencyRules(spec),
    ...timeoutRules(spec),
    ...placeRules(spec),
  ];
}

function scheduleRules({ schedule }: CronJobSpec): Finding[] {
  const problem = scheduleProblem(schedule);
  if (problem === undefined) return [];
  const suggestion = problem.instead === undefined ? undefined : `schedule: "${problem.instead}"`;
  return [errorAt('/schedule', problem.code, problem.message, suggestion)];
}

function timezoneRules({ timezone }: CronJobSpec): Finding[] {
  const problem = timezoneProblem(timezone);
  if (problem === undefined) return [];
  const name = problem.instead ?? 'Europe/Madrid';
  return [
    errorAt(
      '/timezone',
      'PANKA-CRON-003',
      `unknown timezone '${timezone}'; use an IANA name such as ${name}`,
      problem.instead === undefined ? undefined : `timezone: ${name}`,
    ),
  ];
}

function concurrencyRules({ concurrencyPolicy }: CronJobSpec): Finding[] {
  if (concurrencyPolicy === 'Allow') return [];
  return [
    errorAt(
      '/concurrencyPolicy',
      'PANKA-CRON-002',
      `concurrencyPolicy ${concurrencyPolicy} is not available: EventBridge Scheduler starts a task whether the last one is done or not; let the job take a lock`,
      'concurrencyPolicy: Allow',
    ),
  ];
}

function timeoutRules({ timeoutMinutes, command }: CronJobSpec): Finding[] {
  if (timeoutMinutes === undefined || command !== undefined) return [];
  return [
    errorAt(
      '/timeoutMinutes',
      'PANKA-CRON-005',
      'timeoutMinutes needs command: the program is started through timeoutCommand, and the entry point of the image is not known',
    ),
  ];
}

/** The scheduler starts tasks of ECS, and cannot say how large a disk of theirs is. */
function placeRules({ runtime, volumes = [] }: CronJobSpec): Finding[] {
  return [
    ...(runtime.platform === 'eks'
      ? [
          errorAt(
            '/runtime/platform',
            'PANKA-CRON-006',
            'a CronJob is started by EventBridge Scheduler, which has no runtime.platform eks',
            'platform: fargate',
          ),
        ]
      : []),
    ...volumes.flatMap((volume, index) =>
      volume.ebs === undefined
        ? []
        : [
            errorAt(
              `/volumes/${index}/ebs`,
              'PANKA-CRON-007',
              `volume '${volume.name}' is ebs, which tasks of a schedule cannot have; use efs, or ephemeral and runtime.ephemeralStorageGiB`,
              'ephemeral: true',
            ),
          ],
    ),
  ];
}
