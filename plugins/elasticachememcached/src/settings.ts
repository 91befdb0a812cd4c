import type { MemcachedSpec } from './schema.js';

/** Versions on offer. Source: ElastiCache user guide, "Supported ElastiCache for Memcached versions". */
export const VERSIONS: readonly string[] = ['1.6.6', '1.6.12', '1.6.17', '1.6.22'];

/** Parameter group family of all of them. */
export const FAMILY = 'memcached1.6';

/** The first patch of 1.6 that speaks TLS. Source: ElastiCache user guide, "In-transit encryption". */
const TLS_PATCH = 12;
/** Generations of nodes without TLS. Source: the same. */
const WITHOUT_TLS = /^cache\.(t1|t2|m1|m2|m3|c1|r3)\./;

export function azModeOf({ cluster }: MemcachedSpec): 'single-az' | 'cross-az' {
  return cluster.azMode ?? (cluster.numNodes > 1 ? 'cross-az' : 'single-az');
}

export function versionHasTls(version: string): boolean {
  return Number(version.split('.')[2] ?? 0) >= TLS_PATCH;
}

export function nodeTypeHasTls(nodeType: string): boolean {
  return !WITHOUT_TLS.test(nodeType);
}
