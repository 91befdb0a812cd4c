import type { AlarmRequest } from 'panka/sdk';
import type { EfsSpec } from './schema.js';

/** Bytes of credit at which a bursting file system is about to become slow; a new one has 2.1 TiB. */
const FEW_CREDITS = 200_000_000_000;

type Dimension = NonNullable<AlarmRequest['dimensions']>[string];

/** Alarms of a file system by its id. Source: EFS user guide, "Amazon CloudWatch metrics for Amazon EFS". */
export function alarms(spec: EfsSpec, address: string, fileSystemId: Dimension): AlarmRequest[] {
  const common = {
    namespace: 'AWS/EFS',
    dimensions: { FileSystemId: fileSystemId },
    period: 300,
    periods: 3,
    missingData: 'notBreaching',
  } as const;
  const busy: AlarmRequest = {
    ...common,
    id: 'io-limit',
    description: `${address} reaches the operations that its performance mode allows`,
    metric: 'PercentIOLimit',
    statistic: 'Maximum',
    comparison: 'GreaterThanThreshold',
    threshold: 95,
  };
  const credits: AlarmRequest = {
    ...common,
    id: 'burst-credits',
    description: `${address} is about to have used up its burst credits`,
    metric: 'BurstCreditBalance',
    statistic: 'Minimum',
    comparison: 'LessThanThreshold',
    threshold: FEW_CREDITS,
  };
  return [
    ...(spec.performanceMode === 'generalPurpose' ? [busy] : []),
    ...(spec.throughputMode === 'bursting' ? [credits] : []),
  ];
}
