import type { CostItem } from 'panka/sdk';
import { ENGINES } from './engines.js';
import type { RdsSpec } from './schema.js';

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
    ...(storage?.iops === undefined
      ? []
      : [{ item: `rds-${storage.type}-iops-month`, quantity: copies * storage.iops }]),
  ];
}
