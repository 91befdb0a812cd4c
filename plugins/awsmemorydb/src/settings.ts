import type { MemoryDbSpec } from './schema.js';

export type EngineType = MemoryDbSpec['engine']['type'];

/** Versions on offer, the default first. Source: MemoryDB developer guide, "Engine versions". */
export const VERSIONS: Readonly<Record<EngineType, readonly string[]>> = {
  valkey: ['7.3', '7.2'],
  redis: ['7.1', '7.0', '6.2'],
};

export function versionOf({ engine }: MemoryDbSpec): string {
  return engine.version ?? VERSIONS[engine.type][0] ?? '';
}

/** Parameter group family: `memorydb_valkey7`. */
export function familyOf(spec: MemoryDbSpec): string {
  return `memorydb_${spec.engine.type}${versionOf(spec).split('.')[0]}`;
}

/** Nodes of all shards. */
export function nodeCount({ cluster }: MemoryDbSpec): number {
  return cluster.shards * (1 + cluster.replicasPerShard);
}
