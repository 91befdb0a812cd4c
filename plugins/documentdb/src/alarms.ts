import type { AlarmRequest, JsonObject } from 'panka/sdk';
import { limitsOf } from './instance-classes.js';
import type { DocumentDbSpec } from './schema.js';

const NAMESPACE = 'AWS/DocDB';
const LAG_MILLISECONDS = 10_000;
const DAY_SECONDS = 24 * 3600;
/** Bytes a day. */
const GROWTH = 50 * 1024 ** 3;

interface Watched {
  readonly address: string;
  /** Identifier of the cluster. */
  readonly identifier: string;
}

/** Alarms of a cluster. Source of the metrics: DocumentDB developer guide, "Monitoring Amazon DocumentDB with CloudWatch". */
export function alarms(spec: DocumentDbSpec, { address, identifier }: Watched): AlarmRequest[] {
  const dimensions = { DBClusterIdentifier: identifier };
  const base = { namespace: NAMESPACE, dimensions, missingData: 'notBreaching', period: 300, periods: 3 } as const;
  const above = { ...base, comparison: 'GreaterThanThreshold' } as const;
  const limits = limitsOf(spec.instance.class);
  return [
    { ...above, id: 'cpu', description: `${address} is short of CPU`, metric: 'CPUUtilization', threshold: 80 },
    ...(limits === undefined
      ? []
      : [
          {
            ...base,
            id: 'free-memory',
            description: `${address} is short of memory`,
            metric: 'FreeableMemory',
            statistic: 'Minimum',
            comparison: 'LessThanThreshold' as const,
            threshold: Math.round(limits.memory * 0.05),
          },
          {
            ...above,
            id: 'connections',
            description: `${address} has most of its connections in use`,
            metric: 'DatabaseConnections',
            statistic: 'Maximum',
            threshold: Math.round(limits.connections * 0.8),
          },
        ]),
    ...(spec.instance.count === 1
      ? []
      : [
          {
            ...above,
            id: 'replica-lag',
            description: `Replicas of ${address} lag behind`,
            metric: 'DBClusterReplicaLagMaximum',
            statistic: 'Maximum',
            threshold: LAG_MILLISECONDS,
          },
        ]),
    {
      ...base,
      id: 'volume-growth',
      description: `The volume of ${address} grows by more than 50 GiB a day`,
      comparison: 'GreaterThanThreshold',
      threshold: GROWTH,
      metricQueries: growth(dimensions),
    },
  ];
}

/** Bytes a day, from one hour to the next. */
function growth(dimensions: Readonly<Record<string, string>>): JsonObject[] {
  const metric = { namespace: NAMESPACE, metricName: 'VolumeBytesUsed', dimensions, period: 3600, stat: 'Maximum' };
  return [
    { id: 'used', metric, returnData: false },
    { id: 'growth', expression: `RATE(used) * ${DAY_SECONDS}`, label: 'Growth in bytes a day', returnData: true },
  ];
}
