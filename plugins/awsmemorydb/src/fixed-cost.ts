import type { CostItem } from 'panka/sdk';
import type { MemoryDbSpec } from './schema.js';
import { nodeCount } from './settings.js';

const HOURS = 730;

/** Nodes; data written and snapshots depend on use. */
export function fixedCost(spec: MemoryDbSpec): CostItem[] {
  const item = `memorydb-${spec.engine.type}-node-hour:${spec.cluster.nodeType}`;
  return [{ item, quantity: nodeCount(spec) * HOURS }];
}
