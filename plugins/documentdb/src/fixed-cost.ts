import type { CostItem } from 'panka/sdk';
import type { DocumentDbSpec } from './schema.js';

const HOURS = 730;

/** Instances and the managed secret; storage, I/O and backups beyond the size of the cluster depend on use. */
export function fixedCost({ instance, storageType, database }: DocumentDbSpec): CostItem[] {
  const item = storageType === 'iopt1' ? 'docdb-iopt1-instance-hour' : 'docdb-instance-hour';
  return [
    { item: `${item}:${instance.class}`, quantity: instance.count * HOURS },
    ...(database.passwordSecret === undefined ? [{ item: 'secret-month', quantity: 1 }] : []),
  ];
}
