import * as aws from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import type { TranslateContext } from 'panka/sdk';
import type { S3Spec } from './schema.js';
import { NONCURRENT_DAYS, saysHowLong } from './schema-lifecycle.js';

const ABORT_UPLOAD_DAYS = 7;

export interface BucketSettings {
  /** What a policy waits for: S3 refuses two changes of a bucket's access at once. */
  readonly publicAccessBlock: aws.s3.BucketPublicAccessBlock;
  readonly versioning: aws.s3.BucketVersioning;
}

/** Every setting is a resource of its own: the inline arguments of the bucket are deprecated. */
export function declareSettings(
  spec: S3Spec,
  context: TranslateContext,
  at: { bucket: Input<string>; key: Input<string> | undefined },
): BucketSettings {
  const { bucket } = at;
  new aws.s3.BucketOwnershipControls(
    context.logicalName('ownership'),
    { bucket, rule: { objectOwnership: 'BucketOwnerEnforced' } },
    context.options(),
  );
  const publicAccessBlock = new aws.s3.BucketPublicAccessBlock(
    context.logicalName('public-access-block'),
    { bucket, ...spec.publicAccessBlock },
    context.options(),
  );
  const versioning = new aws.s3.BucketVersioning(
    context.logicalName('versioning'),
    { bucket, versioningConfiguration: { status: spec.versioning.enabled ? 'Enabled' : 'Suspended' } },
    context.options(),
  );
  declareEncryption(spec, context, at);
  new aws.s3.BucketLifecycleConfiguration(
    context.logicalName('lifecycle'),
    { bucket, rules: lifecycleRules(spec) },
    context.options({ dependsOn: [versioning] }),
  );
  if (spec.cors.length > 0)
    new aws.s3.BucketCorsConfiguration(
      context.logicalName('cors'),
      { bucket, corsRules: spec.cors },
      context.options(),
    );
  return { publicAccessBlock, versioning };
}

function declareEncryption(
  spec: S3Spec,
  context: TranslateContext,
  at: { bucket: Input<string>; key: Input<string> | undefined },
): void {
  const kms = spec.encryption.algorithm === 'aws:kms';
  new aws.s3.BucketServerSideEncryptionConfiguration(
    context.logicalName('encryption'),
    {
      bucket: at.bucket,
      rules: [
        {
          applyServerSideEncryptionByDefault: {
            sseAlgorithm: spec.encryption.algorithm,
            ...(at.key === undefined ? {} : { kmsMasterKeyId: at.key }),
          },
          bucketKeyEnabled: kms,
        },
      ],
    },
    context.options(),
  );
}

/** The manifest's rules and the standing one; S3 takes the earliest, so a longer keeping of old versions replaces ours. */
function lifecycleRules(spec: S3Spec): aws.types.input.s3.BucketLifecycleConfigurationRule[] {
  const keepsVersions = saysHowLong(spec.lifecycle);
  return [
    ...spec.lifecycle.map((rule) => ({
      id: rule.id,
      status: rule.enabled ? 'Enabled' : 'Disabled',
      filter: { prefix: rule.prefix ?? '' },
      ...(rule.transitions.length === 0 ? {} : { transitions: rule.transitions }),
      ...(rule.expiration === undefined ? {} : { expiration: rule.expiration }),
      ...(rule.noncurrentVersionExpiration === undefined
        ? {}
        : { noncurrentVersionExpiration: { noncurrentDays: rule.noncurrentVersionExpiration.days } }),
    })),
    {
      id: 'panka-housekeeping',
      status: 'Enabled',
      filter: { prefix: '' },
      abortIncompleteMultipartUpload: { daysAfterInitiation: ABORT_UPLOAD_DAYS },
      ...(keepsVersions ? {} : { noncurrentVersionExpiration: { noncurrentDays: NONCURRENT_DAYS } }),
    },
  ];
}
