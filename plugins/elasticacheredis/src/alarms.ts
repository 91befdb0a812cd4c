import type { AlarmRequest, JsonObject } from 'panka/sdk';
import type { RedisSpec } from './schema.js';
import { isServerless, nodeNames } from './settings.js';

const NAMESPACE = 'AWS/ElastiCache';
const GIB = 1024 ** 3;
/** Of 65,000 that a node takes. */
const CONNECTIONS = 60_000;
const LAG_SECONDS = 10;
/** Metrics that one alarm may put together. Source: CloudWatch user guide, "Alarms". */
const METRICS_PER_ALARM = 10;

interface Watched {
  readonly address: string;
  /** Id of the replication group or name of the serverless cache. */
  readonly identifier: string;
}

/** One metric that every node has, and how bad it may get on the worst of them. */
interface NodeRule {
  readonly id: string;
  readonly metric: string;
  readonly statistic: 'Average' | 'Maximum' | 'Sum';
  readonly threshold: number;
  readonly says: string;
}

/** Source of the metrics: ElastiCache user guide, "Metrics for Valkey and Redis OSS". */
const NODE_RULES: readonly NodeRule[] = [
  { id: 'cpu', metric: 'EngineCPUUtilization', statistic: 'Average', threshold: 80, says: 'is short of CPU' },
  {
    id: 'memory',
    metric: 'DatabaseMemoryUsagePercentage',
    statistic: 'Maximum',
    threshold: 80,
    says: 'is short of memory',
  },
  { id: 'evictions', metric: 'Evictions', statistic: 'Sum', threshold: 0, says: 'throws out keys to make room' },
  {
    id: 'connections',
    metric: 'CurrConnections',
    statistic: 'Maximum',
    threshold: CONNECTIONS,
    says: 'has most of its connections in use',
  },
];
const LAG_RULE: NodeRule = {
  id: 'replication-lag',
  metric: 'ReplicationLag',
  statistic: 'Maximum',
  threshold: LAG_SECONDS,
  says: 'has replicas that lag behind',
};

/** Alarms of a cache by the names that CloudWatch knows it under. */
export function alarms(spec: RedisSpec, watched: Watched): AlarmRequest[] {
  if (isServerless(spec)) return serverlessAlarms(spec, watched);
  const { mode, numNodes, replicasPerShard } = spec.cluster;
  const replicated = mode === 'cluster' ? replicasPerShard > 0 : numNodes > 1;
  const nodes = nodeNames(spec, watched.identifier);
  return [...NODE_RULES, ...(replicated ? [LAG_RULE] : [])].flatMap((rule) => nodeAlarms(rule, nodes, watched.address));
}

/** Nodes report one by one, and an alarm can put ten together: with more nodes there are more alarms. */
function nodeAlarms(rule: NodeRule, nodes: readonly string[], address: string): AlarmRequest[] {
  const groups = Array.from({ length: Math.ceil(nodes.length / METRICS_PER_ALARM) }, (_, i) =>
    nodes.slice(i * METRICS_PER_ALARM, (i + 1) * METRICS_PER_ALARM),
  );
  return groups.map((group, i) => ({
    id: i === 0 ? rule.id : `${rule.id}-${i + 1}`,
    description: `${address} ${rule.says}`,
    namespace: NAMESPACE,
    comparison: 'GreaterThanThreshold',
    threshold: rule.threshold,
    period: 300,
    periods: 3,
    missingData: 'notBreaching',
    ...(group.length === 1
      ? { metric: rule.metric, statistic: rule.statistic, dimensions: { CacheClusterId: group[0] ?? '' } }
      : { metricQueries: worst(rule, group) }),
  }));
}

function worst({ metric, statistic }: NodeRule, nodes: readonly string[]): JsonObject[] {
  return [
    { id: 'worst', expression: 'MAX(METRICS())', label: `${metric} of the worst node`, returnData: true },
    ...nodes.map((node, i) => ({
      id: `node${i + 1}`,
      metric: {
        namespace: NAMESPACE,
        metricName: metric,
        dimensions: { CacheClusterId: node },
        period: 300,
        stat: statistic,
      },
      returnData: false,
    })),
  ];
}

function serverlessAlarms({ serverless }: RedisSpec, { address, identifier }: Watched): AlarmRequest[] {
  const base = {
    namespace: NAMESPACE,
    dimensions: { clusterId: identifier },
    comparison: 'GreaterThanThreshold',
    missingData: 'notBreaching',
    period: 300,
    periods: 3,
  } as const;
  const count = { ...base, statistic: 'Sum', threshold: 0 };
  return [
    { ...count, id: 'evictions', description: `${address} throws out keys to make room`, metric: 'Evictions' },
    { ...count, id: 'throttles', description: `${address} refuses commands for now`, metric: 'ThrottledCmds' },
    ...(serverless.maxDataGB === undefined
      ? []
      : [
          {
            ...base,
            id: 'memory',
            description: `${address} is near its limit of data`,
            metric: 'BytesUsedForCache',
            statistic: 'Maximum',
            threshold: Math.round(serverless.maxDataGB * GIB * 0.8),
          },
        ]),
  ];
}
