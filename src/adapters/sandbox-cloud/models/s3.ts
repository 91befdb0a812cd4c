import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../sdk/json.js';
import type { MadeResource, ResourceModel, SandboxCloud, SandboxModels } from '../../../sdk/sandbox.js';
import { asObject, isPolicy } from './model-parts.js';

const BUCKET = 'aws:s3/bucket:Bucket';
const VERSIONING = 'aws:s3/bucketVersioning:BucketVersioning';
const OBJECT = 'aws:s3/bucketObjectv2:BucketObjectv2';

/**
 * Settings of a bucket that the provider has as resources of their own: one of each per bucket, written over what is there.
 * True: with `expectedBucketOwner`.
 */
const SETTINGS: Readonly<Record<string, boolean>> = {
  bucketAccelerateConfiguration: true,
  bucketAcl: true,
  bucketCorsConfiguration: true,
  bucketLifecycleConfiguration: true,
  bucketLogging: true,
  bucketNotification: false,
  bucketObjectLockConfiguration: true,
  bucketOwnershipControls: false,
  bucketPolicy: false,
  bucketPublicAccessBlock: false,
  bucketReplicationConfig: false,
  bucketRequestPaymentConfiguration: true,
  bucketServerSideEncryptionConfiguration: true,
  bucketVersioning: true,
  bucketWebsiteConfiguration: true,
};

/** Hosted zones of S3 websites. Source: "Amazon S3 endpoints and quotas" in the AWS General Reference. */
const ZONES: Readonly<Record<string, string>> = {
  'ap-northeast-1': 'Z2M4EHUR26P7ZW',
  'ap-south-1': 'Z11RGJOFQNVJUP',
  'ap-southeast-1': 'Z3O0J2DXBE1FTB',
  'ap-southeast-2': 'Z1WCIGYICN2BYD',
  'ca-central-1': 'Z1QDHH18159H29',
  'eu-central-1': 'Z21DNDUVLTQW6Q',
  'eu-north-1': 'Z3BAZG2TWCNX0D',
  'eu-west-1': 'Z1BKCTXD74EZPE',
  'eu-west-2': 'Z3GKZC51ZF0DB4',
  'eu-west-3': 'Z3R1K369G5AVDG',
  'sa-east-1': 'Z7KQH4QJS55SO',
  'us-east-1': 'Z3AQBSTGFJSTF',
  'us-east-2': 'Z2O1EMRO9K5GLX',
  'us-west-1': 'Z2F56UZL2M1ACD',
  'us-west-2': 'Z3BJ6K6RIION7M',
};

const bucket: ResourceModel = {
  type: BUCKET,
  replaces: ['bucket', 'bucketPrefix', 'objectLockEnabled', 'bucketNamespace'],
  identity: ['bucket'],
  arn: 'arn:{partition}:s3:::{bucket}',
  defaults: { forceDestroy: false },
  computed: ({ id, region }) => ({
    bucket: id,
    bucketRegion: region,
    bucketDomainName: `${id}.s3.amazonaws.com`,
    bucketRegionalDomainName: `${id}.s3.${region}.amazonaws.com`,
    hostedZoneId: ZONES[region] ?? '',
  }),
  refuses: ({ inputs }) =>
    /^(?!xn--|sthree-)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(String(inputs.bucket)) &&
    !String(inputs.bucket).includes('..')
      ? undefined
      : `InvalidBucketName: The specified bucket is not valid: "${String(inputs.bucket)}"`,
  refusesDelete: ({ id, inputs }, cloud) =>
    inputs.forceDestroy !== true && cloud.list(OBJECT).some((object) => object.inputs.bucket === id)
      ? 'BucketNotEmpty: The bucket you tried to delete is not empty. You must delete all versions in the bucket.'
      : undefined,
  deletesAlso: ({ id }, cloud) => cloud.list(OBJECT).filter((object) => object.inputs.bucket === id),
};

const OPEN = {
  blockPublicAcls: false,
  blockPublicPolicy: false,
  ignorePublicAcls: false,
  restrictPublicBuckets: false,
};

function setting(name: string): ResourceModel {
  return {
    type: `aws:s3/${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    replaces: SETTINGS[name] === true ? ['bucket', 'expectedBucketOwner'] : ['bucket'],
    identity: ['bucket'],
    onExisting: 'adopt',
    ...(name === 'bucketPublicAccessBlock' ? { defaults: OPEN } : {}),
    refuses: ({ inputs }, cloud) =>
      refuseMissingBucket(inputs, cloud) ??
      (name === 'bucketPolicy' && !isPolicy(inputs.policy)
        ? "MalformedPolicy: Policies must be valid JSON and the first byte must be '{'"
        : undefined),
  };
}

const object: ResourceModel = {
  type: OBJECT,
  replaces: ['bucket', 'key'],
  identity: ['bucket', 'key'],
  onExisting: 'adopt',
  id: ({ inputs }) => `${String(inputs.bucket)}/${String(inputs.key)}`,
  arn: 'arn:{partition}:s3:::{bucket}/{key}',
  defaults: { forceDestroy: false },
  computed: (made, cloud) => ({
    etag: made.inputs.etag ?? contentHash(made.inputs),
    versionId: versionOf(made, cloud),
    storageClass: made.inputs.storageClass ?? 'STANDARD',
    contentType: made.inputs.contentType ?? 'application/octet-stream',
    serverSideEncryption: made.inputs.serverSideEncryption ?? 'AES256',
  }),
  refuses: ({ inputs }, cloud) => refuseMissingBucket(inputs, cloud),
};

/** Of an asset its content counts, not the path that it was read from. */
function contentHash({ content, contentBase64, source, sourceHash }: JsonObject): string {
  const { hash = source } = asObject(source);
  const parts = JSON.stringify([content, contentBase64, hash, sourceHash]);
  return createHash('md5').update(parts).digest('hex');
}

/** A bucket without versioning calls every object's version null. */
function versionOf({ inputs }: MadeResource, cloud: SandboxCloud): string {
  const versioning = cloud.list(VERSIONING).find((one) => one.inputs.bucket === inputs.bucket);
  if (asObject(versioning?.inputs.versioningConfiguration).status !== 'Enabled') return '';
  return createHash('sha256')
    .update(`${String(inputs.key)}${contentHash(inputs)}`)
    .digest('base64url')
    .slice(0, 32);
}

function refuseMissingBucket(inputs: JsonObject, cloud: SandboxCloud): string | undefined {
  return cloud.get(BUCKET, String(inputs.bucket)) === undefined
    ? `NoSuchBucket: The specified bucket "${String(inputs.bucket)}" does not exist`
    : undefined;
}

export const s3Models: SandboxModels = {
  models: [bucket, ...Object.keys(SETTINGS).map(setting), object],
};
