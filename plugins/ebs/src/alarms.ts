import { GP3_INCLUDED } from '@panka/plugin-common';
import type { AlarmRequest } from 'panka/sdk';
import type { EbsSpec } from './schema.js';

type Dimension = NonNullable<AlarmRequest['dimensions']>[string];

/** Volumes that are slow once they have used their credits up. */
const BURSTING = ['gp2', 'st1', 'sc1'];
/** Requests that wait, for every 1,000 operations a second that the volume has. */
const WAITING_PER_THOUSAND = 4;
const FEWEST = 8;

/** Alarms of a volume by its id. Source: EBS user guide, "Amazon CloudWatch metrics for Amazon EBS" and "I/O characteristics". */
export function alarms(spec: EbsSpec, address: string, volumeId: Dimension): AlarmRequest[] {
  const common = {
    namespace: 'AWS/EBS',
    dimensions: { VolumeId: volumeId },
    period: 300,
    periods: 3,
    missingData: 'notBreaching',
  } as const;
  const queue: AlarmRequest = {
    ...common,
    id: 'queue-length',
    description: `Requests wait for ${address}`,
    metric: 'VolumeQueueLength',
    statistic: 'Average',
    comparison: 'GreaterThanThreshold',
    threshold: Math.max(FEWEST, Math.ceil((iopsOf(spec) / 1000) * WAITING_PER_THOUSAND)),
  };
  const burst: AlarmRequest = {
    ...common,
    id: 'burst-balance',
    description: `${address} is about to have used up its burst credits`,
    metric: 'BurstBalance',
    statistic: 'Minimum',
    comparison: 'LessThanThreshold',
    threshold: 20,
  };
  return [queue, ...(BURSTING.includes(spec.type) ? [burst] : [])];
}

function iopsOf({ type, iops, sizeGiB }: EbsSpec): number {
  if (iops !== undefined) return iops;
  if (type === 'gp3') return GP3_INCLUDED.iops;
  return type === 'gp2' ? Math.min(16_000, Math.max(100, 3 * sizeGiB)) : 0;
}
