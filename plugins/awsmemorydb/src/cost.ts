import type { CostItem } from 'panka/sdk';
import type { MemoryDbSpec } from './schema.js';
import { nodeCount } from './settings.js';

const HOURS = 730;
/** GB a month that may be written for nothing. Source: MemoryDB pricing. */
const FREE_GB = { valkey: 10_000, redis: 0 };

/** Nodes; data written and snapshots depend on use. */
export function fixedCost(spec: MemoryDbSpec): CostItem[] {
  const item = `memorydb-${spec.engine.type}-node-hour:${spec.cluster.nodeType}`;
  return [{ item, quantity: nodeCount(spec) * HOURS }];
}

/** GB written a month. */
export function writtenCost(amount: number, { engine: { type } }: MemoryDbSpec): CostItem[] {
  return [{ item: `memorydb-gb-written:${type}`, quantity: Math.max(0, amount - FREE_GB[type]) }];
}
