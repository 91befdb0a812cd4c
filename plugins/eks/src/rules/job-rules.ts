import { errorAt } from '@panka/plugin-common';
import type { ComponentOf, Finding } from 'panka/sdk';
import { kubernetesSchedule } from '../cron-schedule.js';
import type { EksSpec } from './eks-spec.js';

/** Schedules that EventBridge has and a CronJob of Kubernetes has not. */
export function jobRules({ spec }: ComponentOf<EksSpec>): Finding[] {
  const { schedule, flexibleWindowMinutes = 0 } = spec;
  if (schedule === undefined) return [];
  const read = kubernetesSchedule(schedule);
  return [
    ...('problem' in read
      ? [errorAt('/schedule', 'PANKA-EKS-018', `schedule '${schedule}': ${read.problem}`, 'schedule: "0 3 * * *"')]
      : []),
    ...(flexibleWindowMinutes === 0
      ? []
      : [
          errorAt(
            '/flexibleWindowMinutes',
            'PANKA-EKS-019',
            'a CronJob of Kubernetes starts at its time; flexibleWindowMinutes has no effect',
            'flexibleWindowMinutes: 0',
          ),
        ]),
  ];
}
