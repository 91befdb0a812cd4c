import { containerRules, errorAt, runsOnEcs, stopTimeoutRules } from '@panka/plugin-common';
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
    ...stopTimeoutRules('stopTimeoutSeconds', spec.stopTimeoutSeconds, spec.runtime.platform),
  ];
}

function scheduleRules({ schedule, runtime }: CronJobSpec): Finding[] {
  const problem = scheduleProblem(schedule);
  // Cron of five fields with two days is the scheduler's trouble alone.
  if (problem === undefined || (startsItself(runtime) && problem.code === 'PANKA-CRON-004')) return [];
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

function concurrencyRules({ concurrencyPolicy, runtime }: CronJobSpec): Finding[] {
  if (concurrencyPolicy === 'Allow' || startsItself(runtime)) return [];
  return [
    errorAt(
      '/concurrencyPolicy',
      'PANKA-CRON-002',
      `concurrencyPolicy ${concurrencyPolicy} is not available: EventBridge Scheduler starts a task whether the last one is done or not; let the job take a lock`,
      'concurrencyPolicy: Allow',
    ),
  ];
}

function timeoutRules({ timeoutMinutes, command, runtime }: CronJobSpec): Finding[] {
  if (timeoutMinutes === undefined || command !== undefined || startsItself(runtime)) return [];
  return [
    errorAt(
      '/timeoutMinutes',
      'PANKA-CRON-005',
      'timeoutMinutes needs command: the program is started through timeoutCommand, and the entry point of the image is not known',
    ),
  ];
}

/** A platform that starts its jobs itself knows more than EventBridge Scheduler does, and says what it does not. */
function startsItself({ platform }: CronJobSpec['runtime']): boolean {
  return !runsOnEcs(platform);
}

/** The scheduler starts tasks of ECS, and cannot say how large a disk of theirs is. */
function placeRules({ volumes = [] }: CronJobSpec): Finding[] {
  return [
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
