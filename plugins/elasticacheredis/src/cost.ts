import type { CostItem } from 'panka/sdk';
import type { RedisSpec } from './schema.js';
import { authOf, isServerless, nodeCount } from './settings.js';

const HOURS = 730;
/** Data that a serverless cache is billed for at least, in GB. Source: ElastiCache pricing. */
const LEAST_GB = { valkey: 0.1, redis: 1 };

/** Nodes, or the least that a serverless cache costs, and the secret of a token that Panka makes. */
export function fixedCost(spec: RedisSpec): CostItem[] {
  const { type } = spec.engine;
  const secret = authOf(spec) === 'token' && spec.security.authTokenSecret === undefined;
  return [
    isServerless(spec)
      ? { item: `elasticache-serverless-gb-hour:${type}`, quantity: LEAST_GB[type] * HOURS }
      : { item: `elasticache-${type}-node-hour:${spec.cluster.nodeType}`, quantity: nodeCount(spec) * HOURS },
    ...(secret ? [{ item: 'secret-month', quantity: 1 }] : []),
  ];
}

/** What a serverless cache keeps beyond the least that is billed anyway, in GB on average. */
export function serverlessDataCost(amount: number, spec: RedisSpec): CostItem[] {
  const { type } = spec.engine;
  if (!isServerless(spec)) return [];
  return [{ item: `elasticache-serverless-gb-hour:${type}`, quantity: Math.max(0, amount - LEAST_GB[type]) * HOURS }];
}

export function processingCost(amount: number, spec: RedisSpec): CostItem[] {
  if (!isServerless(spec)) return [];
  return [{ item: `elasticache-serverless-million-ecpu:${spec.engine.type}`, quantity: amount / 1e6 }];
}
