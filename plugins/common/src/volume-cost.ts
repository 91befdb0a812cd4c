import type { CostItem } from 'panka/sdk';
import { GP3_INCLUDED, type VolumeSize } from './volume-limits.js';

/** Space and speed of volumes in a month; snapshots depend on what changes. */
export function volumeCost({ type, sizeGiB, iops, throughputMiBps }: VolumeSize, count = 1): CostItem[] {
  const included = type === 'gp3' ? GP3_INCLUDED : { iops: 0, throughputMiBps: 0 };
  const beyond = (wanted: number | undefined, free: number) => Math.max(0, (wanted ?? 0) - free) * count;
  return [
    { item: `ebs-${type}-gb-month`, quantity: sizeGiB * count },
    { item: `ebs-${type}-iops-month`, quantity: beyond(iops, included.iops) },
    { item: `ebs-${type}-mibps-month`, quantity: beyond(throughputMiBps, included.throughputMiBps) },
  ].filter(({ quantity }) => quantity > 0);
}
