import type { S3Client } from '@aws-sdk/client-s3';
import type { SetupStep } from '../../core/backend/setup-step.js';
import { lifecycleStep } from './bucket-lifecycle.js';
import { policyStep } from './bucket-policy.js';
import { ifThere, missing, refused, there } from './looked.js';

export interface BucketRequest {
  readonly client: () => Promise<S3Client>;
  readonly bucket: string;
  readonly region: string;
  /** Key for the objects: ARN, id or alias. Without it SSE-S3. */
  readonly kmsKey?: string;
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  /** False where S3 is asked over plain HTTP, as on this machine: denying that would lock panka out itself. */
  readonly tls: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** A bucket for state: private, versioned, encrypted, over TLS only. What is stricter already stays as it is. */
export function bucketSteps(request: BucketRequest): SetupStep[] {
  const { bucket } = request;
  const of = `bucket ${bucket}`;
  return [
    { of, name: 'exists', ...exists(request) },
    { of, name: 'versioning', ...versioning(request) },
    { of, name: 'encryption', ...encryption(request) },
    { of, name: 'public access block', ...publicAccessBlock(request) },
    { of, name: 'ownership', ...ownership(request) },
    ...(request.tls ? [{ of, name: 'TLS-only policy', ...policyStep(request) }] : []),
    { of, name: 'lifecycle', ...lifecycleStep(request) },
    { of, name: 'tags', ...tagging(request) },
  ];
}

type Step = Pick<SetupStep, 'look' | 'make'>;

function exists({ client, bucket, region }: BucketRequest): Step {
  return {
    async look() {
      const { HeadBucketCommand } = await import('@aws-sdk/client-s3');
      const head = await ifThere((await client()).send(new HeadBucketCommand({ Bucket: bucket })), 'NotFound', '404');
      if (!head) return missing(`not there; it would be made in ${region}`);
      const where = head.BucketRegion ?? region;
      return where === region
        ? there(`in ${where}`)
        : refused(`it is in ${where}, not in ${region}`, `give --region ${where}`);
    },
    async make() {
      const { CreateBucketCommand, waitUntilBucketExists } = await import('@aws-sdk/client-s3');
      const s3 = await client();
      // us-east-1 is the one region that must not be named. Source: CreateBucket, LocationConstraint.
      const place =
        region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region as never } };
      await s3.send(new CreateBucketCommand({ Bucket: bucket, ObjectOwnership: 'BucketOwnerEnforced', ...place }));
      await waitUntilBucketExists({ client: s3, maxWaitTime: 60 }, { Bucket: bucket });
    },
  };
}

function versioning({ client, bucket }: BucketRequest): Step {
  return {
    async look() {
      const { GetBucketVersioningCommand } = await import('@aws-sdk/client-s3');
      const { Status } = await (await client()).send(new GetBucketVersioningCommand({ Bucket: bucket }));
      return Status === 'Enabled' ? there('on') : missing(Status === 'Suspended' ? 'suspended' : 'off');
    },
    async make() {
      const { PutBucketVersioningCommand } = await import('@aws-sdk/client-s3');
      const VersioningConfiguration = { Status: 'Enabled' as const };
      await (await client()).send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
    },
  };
}

function encryption({ client, bucket, kmsKey }: BucketRequest): Step {
  return {
    async look() {
      const { GetBucketEncryptionCommand } = await import('@aws-sdk/client-s3');
      const found = await ifThere(
        (await client()).send(new GetBucketEncryptionCommand({ Bucket: bucket })),
        'ServerSideEncryptionConfigurationNotFoundError',
      );
      const rule = found?.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
      const { SSEAlgorithm, KMSMasterKeyID } = rule ?? {};
      if (SSEAlgorithm === undefined) return missing('off');
      const text = KMSMasterKeyID === undefined ? SSEAlgorithm : `${SSEAlgorithm} with ${KMSMasterKeyID}`;
      if (kmsKey === undefined) return there(text);
      if (KMSMasterKeyID === kmsKey) return there(text);
      return KMSMasterKeyID === undefined
        ? missing(`${text}, not with ${kmsKey}`)
        : refused(`${text}, not with ${kmsKey}`, `give --kms-key ${KMSMasterKeyID}, or change the key by hand`);
    },
    async make() {
      const { PutBucketEncryptionCommand } = await import('@aws-sdk/client-s3');
      const rule =
        kmsKey === undefined
          ? { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const } }
          : {
              ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: kmsKey },
              BucketKeyEnabled: true,
            };
      const ServerSideEncryptionConfiguration = { Rules: [rule] };
      await (await client()).send(
        new PutBucketEncryptionCommand({ Bucket: bucket, ServerSideEncryptionConfiguration }),
      );
    },
  };
}

const BLOCKS = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
} as const;

function publicAccessBlock({ client, bucket }: BucketRequest): Step {
  return {
    async look() {
      const { GetPublicAccessBlockCommand } = await import('@aws-sdk/client-s3');
      const found = await ifThere(
        (await client()).send(new GetPublicAccessBlockCommand({ Bucket: bucket })),
        'NoSuchPublicAccessBlockConfiguration',
      );
      const given = found?.PublicAccessBlockConfiguration;
      const open = (Object.keys(BLOCKS) as (keyof typeof BLOCKS)[]).filter((name) => given?.[name] !== true);
      return open.length === 0 ? there('all four') : missing(`${open.join(', ')} off`);
    },
    async make() {
      const { PutPublicAccessBlockCommand } = await import('@aws-sdk/client-s3');
      const PublicAccessBlockConfiguration = BLOCKS;
      await (await client()).send(new PutPublicAccessBlockCommand({ Bucket: bucket, PublicAccessBlockConfiguration }));
    },
  };
}

function ownership({ client, bucket }: BucketRequest): Step {
  return {
    async look() {
      const { GetBucketOwnershipControlsCommand } = await import('@aws-sdk/client-s3');
      const found = await ifThere(
        (await client()).send(new GetBucketOwnershipControlsCommand({ Bucket: bucket })),
        'OwnershipControlsNotFoundError',
      );
      const rule = found?.OwnershipControls?.Rules?.[0]?.ObjectOwnership;
      return rule === 'BucketOwnerEnforced' ? there(rule) : missing(rule ?? 'ACLs are on');
    },
    async make() {
      const { PutBucketOwnershipControlsCommand } = await import('@aws-sdk/client-s3');
      const OwnershipControls = { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' as const }] };
      await (await client()).send(new PutBucketOwnershipControlsCommand({ Bucket: bucket, OwnershipControls }));
    },
  };
}

function tagging({ client, bucket, tags }: BucketRequest): Step {
  const read = async () => {
    const { GetBucketTaggingCommand } = await import('@aws-sdk/client-s3');
    const found = await ifThere((await client()).send(new GetBucketTaggingCommand({ Bucket: bucket })), 'NoSuchTagSet');
    return new Map((found?.TagSet ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));
  };
  return {
    async look() {
      const found = await read();
      const absent = Object.entries(tags).filter(([key, value]) => found.get(key) !== value);
      return absent.length === 0 ? there(`${found.size}`) : missing(`without ${absent.map(([key]) => key).join(', ')}`);
    },
    async make() {
      const { PutBucketTaggingCommand } = await import('@aws-sdk/client-s3');
      const all = new Map([...(await read()), ...Object.entries(tags)]);
      const TagSet = [...all].map(([Key, Value]) => ({ Key, Value }));
      await (await client()).send(new PutBucketTaggingCommand({ Bucket: bucket, Tagging: { TagSet } }));
    },
  };
}
