import type { AlarmRequest } from 'panka/sdk';
import type { MskSpec } from './schema.js';

type Dimension = NonNullable<AlarmRequest['dimensions']>[string];

interface Watched {
  readonly address: string;
  readonly clusterName: Dimension;
  readonly brokers: number;
}
const NAMESPACE = 'AWS/Kafka';

/** Alarms of the cluster, and of each broker by its number. Source: MSK developer guide, "Metrics for monitoring". */
export function alarms(spec: MskSpec, watched: Watched): AlarmRequest[] {
  if (spec.mode === 'serverless') return [];
  const each = Array.from({ length: watched.brokers }, (_, i) => brokerAlarms(spec, watched, i + 1));
  return [...clusterAlarms(watched), ...each.flat()];
}

function clusterAlarms({ address, clusterName }: Watched): AlarmRequest[] {
  const whole = {
    namespace: NAMESPACE,
    statistic: 'Maximum',
    dimensions: { 'Cluster Name': clusterName },
    period: 60,
  } as const;
  return [
    {
      ...whole,
      id: 'offline-partitions',
      description: `Partitions of ${address} have no leader`,
      metric: 'OfflinePartitionsCount',
      comparison: 'GreaterThanThreshold',
      threshold: 0,
      periods: 2,
    },
    {
      ...whole,
      id: 'active-controller',
      description: `No broker of ${address} leads the cluster`,
      metric: 'ActiveControllerCount',
      comparison: 'LessThanThreshold',
      threshold: 1,
      periods: 3,
    },
  ];
}

function brokerAlarms(spec: MskSpec, { address, clusterName }: Watched, broker: number): AlarmRequest[] {
  const dimensions = { 'Cluster Name': clusterName, 'Broker ID': String(broker) };
  const who = `Broker ${broker} of ${address}`;
  const above = { namespace: NAMESPACE, dimensions, comparison: 'GreaterThanThreshold' } as const;
  const disk: AlarmRequest = {
    ...above,
    id: `disk-${broker}`,
    description: `${who} is short of disk`,
    metric: 'KafkaDataLogsDiskUsed',
    statistic: 'Maximum',
    threshold: 80,
    period: 300,
    periods: 2,
  };
  const cpu: AlarmRequest = {
    ...above,
    id: `cpu-${broker}`,
    description: `${who} is short of CPU`,
    metricQueries: cpuQueries(dimensions),
    threshold: 60,
    period: 300,
    periods: 3,
  };
  if (spec.monitoring.level === 'DEFAULT') return [disk, cpu];
  const behind: AlarmRequest = {
    ...above,
    id: `under-replicated-${broker}`,
    description: `${who} leads partitions whose copies lag behind`,
    metric: 'UnderReplicatedPartitions',
    statistic: 'Maximum',
    threshold: 0,
    period: 300,
    periods: 2,
  };
  return [disk, cpu, behind];
}

/** The share of both the brokers' own work and the system's. */
function cpuQueries(dimensions: Readonly<Record<string, Dimension>>): NonNullable<AlarmRequest['metricQueries']> {
  const part = (id: string, metricName: string) => ({
    id,
    metric: { namespace: NAMESPACE, metricName, dimensions, period: 300, stat: 'Average' },
    returnData: false,
  });
  const queries = [
    { id: 'cpu', expression: 'user + system', label: 'CpuUser + CpuSystem', returnData: true },
    part('user', 'CpuUser'),
    part('system', 'CpuSystem'),
  ];
  return queries as unknown as NonNullable<AlarmRequest['metricQueries']>;
}
