import type { LifecycleRule } from '@aws-sdk/client-s3';
import type { SetupStep } from '../../core/backend/setup-step.js';
import { HISTORY_DAYS } from '../../core/state/object-history-store.js';
import type { BucketRequest } from './bucket-steps.js';
import { ifThere, missing, there } from './looked.js';

const ID = 'panka-history';

/**
 * Ends the old versions of objects, never an object itself: what history keeps is pruned by panka, which knows what belongs
 * together. Rules of others stay.
 */
const RULE: LifecycleRule = {
  ID,
  Status: 'Enabled',
  Filter: { Prefix: '' },
  NoncurrentVersionExpiration: { NoncurrentDays: HISTORY_DAYS },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
};

export function lifecycleStep({ client, bucket }: BucketRequest): Pick<SetupStep, 'look' | 'make'> {
  const read = async (): Promise<readonly LifecycleRule[]> => {
    const { GetBucketLifecycleConfigurationCommand } = await import('@aws-sdk/client-s3');
    const call = (await client()).send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }));
    return (await ifThere(call, 'NoSuchLifecycleConfiguration'))?.Rules ?? [];
  };
  return {
    async look() {
      const rule = (await read()).find((one) => one.ID === ID && one.Status === 'Enabled');
      const days = rule?.NoncurrentVersionExpiration?.NoncurrentDays;
      // Whoever keeps versions for longer has a reason.
      if (days !== undefined && days >= HISTORY_DAYS) return there(`old versions end after ${days} days`);
      return missing(days === undefined ? 'old versions never end' : `old versions end after ${days} days`);
    },
    async make() {
      const { PutBucketLifecycleConfigurationCommand } = await import('@aws-sdk/client-s3');
      const Rules = [...(await read()).filter((one) => one.ID !== ID), RULE];
      const LifecycleConfiguration = { Rules };
      await (await client()).send(
        new PutBucketLifecycleConfigurationCommand({ Bucket: bucket, LifecycleConfiguration }),
      );
    },
  };
}
