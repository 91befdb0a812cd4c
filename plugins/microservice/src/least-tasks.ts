import { fewestTasks } from '@panka/plugin-common';
import type { MicroServiceSpec } from './schema.js';

/** Tasks that run whatever the load is, while no schedule says otherwise. */
export function leastTasks(spec: MicroServiceSpec): number {
  return spec.autoscaling?.enabled === true ? (spec.autoscaling.minReplicas ?? spec.replicas) : spec.replicas;
}

/** Tasks that run whatever load and clock are. */
export function tasksAtAnyTime(spec: MicroServiceSpec): number {
  return fewestTasks(leastTasks(spec), spec.autoscaling?.enabled === true ? spec.autoscaling.schedules : []);
}
