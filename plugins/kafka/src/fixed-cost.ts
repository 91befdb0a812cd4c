import { GP3_INCLUDED } from '@panka/plugin-common';
import type { CostItem } from 'panka/sdk';
import type { KafkaSpec } from './schema.js';

const HOURS = 730;
const ROOT_GIB = 20;

/** Instances and disks of the brokers, and their secrets; traffic between zones depends on use. */
export function fixedCost({ mode, brokers, instanceType, storage, auth, tls }: KafkaSpec): CostItem[] {
  if (mode === 'external') return [];
  const { type, sizeGiB, throughputMiBps, iops } = storage;
  const gp3 = type === 'gp3';
  const extra = [
    {
      item: 'ebs-gp3-mibps-month',
      quantity: gp3 ? brokers * Math.max(0, throughputMiBps - GP3_INCLUDED.throughputMiBps) : 0,
    },
    {
      item: `ebs-${type}-iops-month`,
      quantity: brokers * Math.max(0, (iops ?? GP3_INCLUDED.iops) - (gp3 ? GP3_INCLUDED.iops : 0)),
    },
  ];
  return [
    { item: `ec2-instance-hour:${instanceType}`, quantity: brokers * HOURS },
    { item: `ebs-${type}-gb-month`, quantity: brokers * sizeGiB },
    { item: 'ebs-gp3-gb-month', quantity: brokers * ROOT_GIB },
    ...extra.filter(({ quantity }) => quantity > 0),
    { item: 'secret-month', quantity: 1 + (auth === 'scram' ? 1 : 0) + (tls.caSecret === undefined ? 1 : 0) },
  ];
}
