import type { RedisSpec } from './schema.js';

export type EngineType = RedisSpec['engine']['type'];

/** Versions on offer, the default first. Source: ElastiCache user guide, "Supported engines and versions". */
export const VERSIONS: Readonly<Record<EngineType, readonly string[]>> = {
  valkey: ['8.0', '7.2', '8.1', '8.2', '9.0'],
  redis: ['7.1', '7.0', '6.2', '6.0', '6.x'],
};

/** Port of a serverless cache for reads from a replica. */
const SERVERLESS_READ_PORT = 6380;

export function versionOf({ engine }: RedisSpec): string {
  return engine.version ?? VERSIONS[engine.type][0] ?? '';
}

/** Parameter group family: `valkey8`, `redis7`, `redis6.x`. */
export function familyOf(spec: RedisSpec): string {
  const major = versionOf(spec).split('.')[0];
  return `${spec.engine.type}${major === '6' ? '6.x' : major}`;
}

/** Whether the engine is at least this version; `6.x` counts as the newest of 6. */
export function isAtLeast(spec: RedisSpec, least: string): boolean {
  return numberOf(versionOf(spec)) >= numberOf(least);
}

function numberOf(version: string): number {
  const [major, minor] = version.split('.');
  return Number(major) * 100 + (minor === 'x' ? 99 : Number(minor ?? 0));
}

export function isServerless({ cluster }: RedisSpec): boolean {
  return cluster.mode === 'serverless';
}

/** How clients prove who they are. Serverless caches know no tokens. */
export function authOf(spec: RedisSpec): 'token' | 'iam' | 'none' {
  return spec.security.auth ?? (isServerless(spec) ? 'iam' : 'token');
}

/** TLS; a serverless cache has no other way. */
export function hasTls(spec: RedisSpec): boolean {
  return isServerless(spec) || spec.security.transitEncryption;
}

/** AWS wants it wherever there are shards. */
export function failsOver({ cluster }: RedisSpec): boolean {
  return cluster.mode === 'cluster' || (cluster.automaticFailover ?? cluster.numNodes > 1);
}

/** Nodes that are paid for; none where AWS sizes the cache. */
export function nodeCount({ cluster }: RedisSpec): number {
  if (cluster.mode === 'serverless') return 0;
  return cluster.mode === 'cluster' ? cluster.shards * (1 + cluster.replicasPerShard) : cluster.numNodes;
}

/** Names that ElastiCache gives to the nodes of a replication group: `<id>-002`, with shards `<id>-0001-002`. */
export function nodeNames(spec: RedisSpec, identifier: string): readonly string[] {
  const { mode, shards, replicasPerShard, numNodes } = spec.cluster;
  const numbered = (count: number, digits: number) =>
    Array.from({ length: count }, (_, i) => String(i + 1).padStart(digits, '0'));
  if (mode === 'serverless') return [];
  if (mode === 'replication-group') return numbered(numNodes, 3).map((node) => `${identifier}-${node}`);
  return numbered(shards, 4).flatMap((shard) =>
    numbered(1 + replicasPerShard, 3).map((node) => `${identifier}-${shard}-${node}`),
  );
}

/** Ports that consumers need. */
export function portsOf(spec: RedisSpec): readonly number[] {
  return isServerless(spec) ? [6379, SERVERLESS_READ_PORT] : [spec.port];
}
