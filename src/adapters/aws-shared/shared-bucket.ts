import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { SharedDeclaration } from './shared-declaration.js';

export interface BucketRequest {
  readonly part: string;
  /** Absent: encrypted with S3's own keys (AES256). */
  readonly keyArn?: pulumi.Input<string> | undefined;
  readonly versioned: boolean;
  /** Objects older than this are deleted; absent: kept. Versions that were replaced go after 30 days. */
  readonly expireDays?: number;
  /** The bucket may go with what is in it. */
  readonly emptyOnDelete: boolean;
  readonly statements?: (bucket: aws.s3.Bucket) => readonly object[];
}

export interface DeclaredBucket {
  readonly bucket: aws.s3.Bucket;
  readonly policy: aws.s3.BucketPolicy;
}

/** A bucket of the stack as a whole: private, encrypted, reached by TLS only. */
export function declareBucket(shared: SharedDeclaration, request: BucketRequest): DeclaredBucket {
  const { part } = request;
  const bucket = new aws.s3.Bucket(
    shared.logicalName(part),
    {
      bucket: shared.names.shared(NAME_RULES.s3Bucket, part),
      forceDestroy: request.emptyOnDelete,
      tags: shared.tagsOf(part),
    },
    request.emptyOnDelete ? shared.options() : shared.dataOptions(),
  );
  const closed = new aws.s3.BucketPublicAccessBlock(
    shared.logicalName(`${part}-public-access`),
    {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    shared.options(),
  );
  ownEveryObject(shared, part, bucket);
  encrypt(shared, request, bucket);
  expire(shared, request, bucket);
  // S3 aborts one of two changes of a bucket's access that come at the same time.
  return { bucket, policy: bucketPolicy(shared, { request, bucket, after: closed }) };
}

function ownEveryObject(shared: SharedDeclaration, part: string, bucket: aws.s3.Bucket): void {
  new aws.s3.BucketOwnershipControls(
    shared.logicalName(`${part}-ownership`),
    { bucket: bucket.bucket, rule: { objectOwnership: 'BucketOwnerEnforced' } },
    shared.options(),
  );
}

function encrypt(shared: SharedDeclaration, { part, keyArn }: BucketRequest, bucket: aws.s3.Bucket): void {
  const byDefault =
    keyArn === undefined ? { sseAlgorithm: 'AES256' } : { sseAlgorithm: 'aws:kms', kmsMasterKeyId: keyArn };
  new aws.s3.BucketServerSideEncryptionConfiguration(
    shared.logicalName(`${part}-encryption`),
    {
      bucket: bucket.bucket,
      rules: [{ applyServerSideEncryptionByDefault: byDefault, bucketKeyEnabled: keyArn !== undefined }],
    },
    shared.options(),
  );
}

function expire(shared: SharedDeclaration, request: BucketRequest, bucket: aws.s3.Bucket): void {
  const { part, expireDays, versioned } = request;
  const versioning = versioned
    ? [
        new aws.s3.BucketVersioning(
          shared.logicalName(`${part}-versioning`),
          { bucket: bucket.bucket, versioningConfiguration: { status: 'Enabled' } },
          shared.options(),
        ),
      ]
    : [];
  new aws.s3.BucketLifecycleConfiguration(
    shared.logicalName(`${part}-lifecycle`),
    {
      bucket: bucket.bucket,
      rules: [
        {
          id: 'expire',
          status: 'Enabled',
          filter: {},
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          ...(expireDays === undefined ? {} : { expiration: { days: expireDays } }),
          ...(versioned ? { noncurrentVersionExpiration: { noncurrentDays: 30 } } : {}),
        },
      ],
    },
    shared.options({ dependsOn: versioning }),
  );
}

function bucketPolicy(
  shared: SharedDeclaration,
  { request, bucket, after }: { request: BucketRequest; bucket: aws.s3.Bucket; after: pulumi.Resource },
): aws.s3.BucketPolicy {
  const denyPlainText = {
    Sid: 'DenyPlainText',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [bucket.arn, pulumi.interpolate`${bucket.arn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  return new aws.s3.BucketPolicy(
    shared.logicalName(`${request.part}-policy`),
    {
      bucket: bucket.bucket,
      policy: pulumi.jsonStringify({
        Version: '2012-10-17',
        Statement: [denyPlainText, ...(request.statements?.(bucket) ?? [])],
      }),
    },
    shared.options({ dependsOn: [after] }),
  );
}
