import type { AlarmRequest } from 'panka/sdk';

/** Bytes a second: four fifths of the 100 MB that a shard takes. Source: MemoryDB developer guide, "Metrics". */
const REPLICATION = 80 * 1_000_000;

interface Watched {
  readonly address: string;
  readonly clusterName: string;
}

/** Alarms of a cluster, on the worst of its nodes. Source of the metrics: MemoryDB developer guide, "Monitoring". */
export function alarms({ address, clusterName }: Watched): AlarmRequest[] {
  const base = {
    namespace: 'AWS/MemoryDB',
    dimensions: { ClusterName: clusterName },
    comparison: 'GreaterThanThreshold',
    missingData: 'notBreaching',
    statistic: 'Maximum',
    period: 300,
    periods: 3,
  } as const;
  return [
    {
      ...base,
      id: 'memory',
      description: `${address} is short of memory`,
      metric: 'DatabaseMemoryUsagePercentage',
      threshold: 80,
    },
    { ...base, id: 'cpu', description: `${address} is short of CPU`, metric: 'EngineCPUUtilization', threshold: 80 },
    {
      ...base,
      id: 'replication',
      description: `${address} is written to nearly as fast as a shard can`,
      metric: 'MaxReplicationThroughput',
      threshold: REPLICATION,
    },
    {
      ...base,
      id: 'evictions',
      description: `${address} throws out keys to make room`,
      metric: 'Evictions',
      statistic: 'Sum',
      threshold: 0,
    },
  ];
}
