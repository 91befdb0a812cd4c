import type { ComponentOf } from '../../../sdk/index.js';
import { valueAt } from '../../diagnostics/json-pointer.js';
import type { Policy, PolicyFinding } from '../policy.js';

/** Counts that should be two at least, by kind. */
const COUNTS: Readonly<Record<string, readonly string[]>> = {
  MicroService: ['/replicas'],
  DocumentDB: ['/instance/count'],
  ElastiCacheRedis: ['/cluster/numNodes'],
  ElastiCacheMemcached: ['/cluster/numNodes'],
};

export const highAvailability: Policy = {
  id: 'PANKA-HA-001',
  title: 'services and data stores survive the loss of one zone',
  severity: { development: 'off', production: 'warning' },
  kinds: [...Object.keys(COUNTS), 'RDS', 'AWSMemoryDB'],
  check(component) {
    const { kind, spec, address } = component;
    if (kind === 'RDS') return database(component);
    const shards = valueAt(spec, '/cluster/replicasPerShard');
    if (kind === 'AWSMemoryDB')
      return shards === 0 ? [{ path: '/cluster/replicasPerShard', message: `${kind} ${address} has no replica` }] : [];
    return (COUNTS[kind] ?? []).flatMap((path) => single(component, path));
  },
};

/** With autoscaling the smallest number counts. */
function single({ kind, spec, address }: ComponentOf, path: string): PolicyFinding[] {
  const scaled =
    valueAt(spec, '/autoscaling/enabled') === true && valueAt(spec, '/autoscaling/minReplicas') !== undefined;
  const at = scaled ? '/autoscaling/minReplicas' : path;
  const count = valueAt(spec, at);
  if (typeof count !== 'number' || count >= 2) return [];
  return [
    {
      path: at,
      message: `${kind} ${address} runs ${count === 0 ? 'on nothing' : 'only once'}`,
      suggestion: 'run two at least',
    },
  ];
}

/** Aurora is spread by its replicas, the other engines by multiAZ. */
function database({ spec, address }: ComponentOf): PolicyFinding[] {
  const aurora = String(valueAt(spec, '/engine/type')).startsWith('aurora');
  if (aurora)
    return valueAt(spec, '/instance/replicas') === 0
      ? [{ path: '/instance/replicas', message: `RDS ${address} has no replica`, suggestion: 'write "replicas: 1"' }]
      : [];
  const path = valueAt(spec, '/multiAZ') === undefined ? '/instance/multiAZ' : '/multiAZ';
  return valueAt(spec, path) === false
    ? [{ path, message: `RDS ${address} is in one zone only`, suggestion: 'write "multiAZ: true"' }]
    : [];
}
