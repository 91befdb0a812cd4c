import { volumeCost } from '@panka/plugin-common';
import type { CostItem } from 'panka/sdk';
import type { Ec2InstanceSpec } from './schema.js';

const HOURS = 730;

/** Instances that always run, their disks and addresses, in a month of 730 hours. */
export function fixedCost(spec: Ec2InstanceSpec): CostItem[] {
  const count = spec.autoscaling?.min ?? spec.count;
  if (count === 0) return [];
  return [
    { item: `ec2-instance-hour:${spec.instanceType}`, quantity: count * HOURS },
    ...volumeCost(spec.rootVolume, count),
    ...(spec.publicIp ? [{ item: 'public-ipv4-hour', quantity: count * HOURS }] : []),
  ];
}
