import type { CostItem } from 'panka/sdk';
import { ENGINES } from './engines.js';
import type { RdsSpec } from './schema.js';
import { GP3 } from './validate-storage.js';

const HOURS = 730;

/** Instances, storage and the managed secret; I/O and backups beyond the size of the database depend on use. */
export function fixedCost(spec: RdsSpec): CostItem[] {
  const secret = spec.database.passwordSecret === undefined ? [{ item: 'secret-month', quantity: 1 }] : [];
  return [...(ENGINES[spec.engine.type].aurora ? auroraCost(spec) : instanceCost(spec)), ...secret];
}

function auroraCost({ instance }: RdsSpec): CostItem[] {
  const members = 1 + instance.replicas;
  if (instance.serverless !== undefined)
    return [{ item: 'aurora-acu-hour', quantity: instance.serverless.minACU * members * HOURS }];
  return [{ item: `aurora-instance-hour:${instance.class}`, quantity: members * HOURS }];
}

function instanceCost({ instance, readReplicas }: RdsSpec): CostItem[] {
  const copies = (instance.multiAZ ? 2 : 1) + readReplicas;
  const { storage } = instance;
  return [
    { item: `rds-instance-hour:${instance.class}`, quantity: copies * HOURS },
    ...(storage === undefined
      ? []
      : [{ item: `rds-${storage.type}-gb-month`, quantity: copies * storage.allocatedGB }]),
    ...speedCost(storage, copies),
  ];
}

/** gp3 has a part of its speed for nothing. */
function speedCost(storage: RdsSpec['instance']['storage'], copies: number): CostItem[] {
  if (storage === undefined) return [];
  const free = storage.type === 'gp3' ? GP3 : { iops: 0, throughput: 0 };
  return [
    { item: `rds-${storage.type}-iops-month`, quantity: copies * Math.max(0, (storage.iops ?? 0) - free.iops) },
    {
      item: `rds-${storage.type}-mibps-month`,
      quantity: copies * Math.max(0, (storage.throughput ?? 0) - free.throughput),
    },
  ].filter(({ quantity }) => quantity > 0);
}
