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
  return [
    {
      ...above,
      id: 'cpu',
      description: `An instance of ${address} is short of CPU`,
      metric: 'CPUUtilization',
      statistic: 'Maximum',
      threshold: 80,
    },
    ...limitAlarms(spec, above, address),
    ...lagAlarm(spec, above, address),
    {
      ...above,
      id: 'volume-growth',
      description: `The volume of ${address} grows by more than 50 GiB a day`,
      threshold: GROWTH,
      metricQueries: growth(dimensions),
    },
  ];
}

type Above = Omit<AlarmRequest, 'id' | 'description' | 'threshold'>;

/** Shares of what the class has; none for classes that are not known here. */
function limitAlarms({ instance }: DocumentDbSpec, above: Above, address: string): AlarmRequest[] {
  const limits = limitsOf(instance.class);
  if (limits === undefined) return [];
  return [
    {
      ...above,
      id: 'free-memory',
      description: `${address} is short of memory`,
      metric: 'FreeableMemory',
      statistic: 'Minimum',
      comparison: 'LessThanThreshold',
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
  ];
}

function lagAlarm({ instance }: DocumentDbSpec, above: Above, address: string): AlarmRequest[] {
  if (instance.count === 1) return [];
  const description = `Replicas of ${address} lag behind`;
  const metric = { metric: 'DBClusterReplicaLagMaximum', statistic: 'Maximum', threshold: LAG_MILLISECONDS };
  return [{ ...above, id: 'replica-lag', description, ...metric }];
}

/** Bytes a day, from one hour to the next. */
function growth(dimensions: Readonly<Record<string, string>>): JsonObject[] {
  const metric = { namespace: NAMESPACE, metricName: 'VolumeBytesUsed', dimensions, period: 3600, stat: 'Maximum' };
  return [
    { id: 'used', metric, returnData: false },
    { id: 'growth', expression: `RATE(used) * ${DAY_SECONDS}`, label: 'Growth in bytes a day', returnData: true },
  ];
}
