import { asObject, asObjects } from '@panka/plugin-common';
import type { JsonObject, SandboxCloud, SandboxModels, SandboxResource } from 'panka/sdk';

const BUCKET = 'aws:s3/bucket:Bucket';
const PUBLIC_ACCESS_BLOCK = 'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock';
const ENCRYPTION = 'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration';

/** Buckets and their settings are modelled by the sandbox itself; here is what only this kind declares, and what its verifier asks. */
const models: SandboxModels = {
  models: [
    {
      type: 'aws:s3/bucketReplicationConfig:BucketReplicationConfig',
      replaces: ['bucket'],
      identity: ['bucket'],
      onExisting: 'adopt',
      refuses: ({ inputs }, cloud) =>
        versioned(cloud, String(inputs.bucket))
          ? undefined
          : "InvalidRequest: Versioning must be 'Enabled' on the bucket to apply a replication configuration",
    },
  ],
  api: {
    's3:HeadBucket': (params, cloud) => {
      // An answer to HEAD has no body that could say more.
      if (cloud.get(BUCKET, String(params.Bucket)) === undefined) throw new Error('NotFound: Not Found');
      return {};
    },
    's3:GetPublicAccessBlock': (params, cloud) => {
      const block = settingOf(PUBLIC_ACCESS_BLOCK, params, cloud);
      if (block === undefined)
        throw new Error('NoSuchPublicAccessBlockConfiguration: The public access block configuration was not found');
      const { blockPublicAcls, blockPublicPolicy, ignorePublicAcls, restrictPublicBuckets } = block.inputs;
      return {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: blockPublicAcls === true,
          BlockPublicPolicy: blockPublicPolicy === true,
          IgnorePublicAcls: ignorePublicAcls === true,
          RestrictPublicBuckets: restrictPublicBuckets === true,
        },
      };
    },
    's3:GetBucketEncryption': (params, cloud) => {
      const setting = settingOf(ENCRYPTION, params, cloud);
      const rules = asObjects(setting?.inputs.rules).map((r) => asObject(r.applyServerSideEncryptionByDefault));
      // S3 encrypts with its own keys where nothing is configured.
      const algorithms = rules.length === 0 ? ['AES256'] : rules.map((rule) => rule.sseAlgorithm ?? null);
      return {
        ServerSideEncryptionConfiguration: {
          Rules: algorithms.map((SSEAlgorithm) => ({ ApplyServerSideEncryptionByDefault: { SSEAlgorithm } })),
        },
      };
    },
  },
};
export default models;

function bucketOf(params: JsonObject, cloud: SandboxCloud): SandboxResource {
  const bucket = cloud.get(BUCKET, String(params.Bucket));
  if (bucket === undefined) throw new Error('NoSuchBucket: The specified bucket does not exist');
  return bucket;
}

function settingOf(type: string, params: JsonObject, cloud: SandboxCloud): SandboxResource | undefined {
  const bucket = bucketOf(params, cloud);
  return cloud.list(type).find((setting) => setting.inputs.bucket === bucket.id);
}

function versioned(cloud: SandboxCloud, bucket: string): boolean {
  const setting = cloud.list('aws:s3/bucketVersioning:BucketVersioning').find((v) => v.inputs.bucket === bucket);
  return asObject(setting?.inputs.versioningConfiguration).status === 'Enabled';
}
