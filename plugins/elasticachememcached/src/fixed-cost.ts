import type { CostItem } from 'panka/sdk';
import type { MemcachedSpec } from './schema.js';

const HOURS = 730;

/** Nodes; nothing else is paid for. */
export function fixedCost({ cluster }: MemcachedSpec): CostItem[] {
  return [{ item: `elasticache-memcached-node-hour:${cluster.nodeType}`, quantity: cluster.numNodes * HOURS }];
}
