import type { MicroServiceSpec } from './schema.js';

/** Tasks that run whatever the load is. */
export function leastTasks(spec: MicroServiceSpec): number {
  return spec.autoscaling?.enabled === true ? (spec.autoscaling.minReplicas ?? spec.replicas) : spec.replicas;
}
