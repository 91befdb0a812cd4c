import type { AlarmRequest } from 'panka/sdk';

/** Bytes. */
const SWAP = 50 * 1024 ** 2;

interface Watched {
  readonly address: string;
  readonly identifier: string;
}

/** Alarms of a cache, over all of its nodes. Source of the metrics: ElastiCache user guide, "Which metrics should I monitor". */
export function alarms({ address, identifier }: Watched): AlarmRequest[] {
  const base = {
    namespace: 'AWS/ElastiCache',
    dimensions: { CacheClusterId: identifier },
    comparison: 'GreaterThanThreshold',
    missingData: 'notBreaching',
    statistic: 'Maximum',
    period: 300,
    periods: 3,
  } as const;
  return [
    { ...base, id: 'cpu', description: `${address} is short of CPU`, metric: 'CPUUtilization', threshold: 90 },
    {
      ...base,
      id: 'evictions',
      description: `${address} throws out items to make room`,
      metric: 'Evictions',
      statistic: 'Sum',
      threshold: 0,
    },
    { ...base, id: 'swap', description: `${address} is short of memory`, metric: 'SwapUsage', threshold: SWAP },
  ];
}
