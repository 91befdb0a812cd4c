import type { CostItem } from 'panka/sdk';
import type { ContainerSpec } from './container-spec.js';
import { readCpu } from './quantities.js';

const HOURS = 730;

/** CPU, memory and addresses of tasks that always run, in a month of 730 hours. On ec2 the instances cost, not the tasks. */
export function fargateCost({ runtime, networking }: ContainerSpec, tasks: number): CostItem[] {
  const hours = tasks * HOURS;
  if (runtime.platform !== 'fargate' || hours === 0) return [];
  const sort = runtime.spot ? 'fargate-spot' : 'fargate';
  return [
    { item: `${sort}-vcpu-hour:${runtime.architecture}`, quantity: (readCpu(runtime.cpu).units / 1024) * hours },
    { item: `${sort}-gb-hour:${runtime.architecture}`, quantity: (runtime.memory / 1024) * hours },
    ...(networking.assignPublicIp ? [{ item: 'public-ipv4-hour', quantity: hours }] : []),
  ];
}
