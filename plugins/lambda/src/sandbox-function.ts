import type { JsonObject, MadeResource, ResourceModel, SandboxCloud, SandboxResource } from 'panka/sdk';
import { OLDER_RUNTIMES, RUNTIMES } from './runtimes.js';

const FUNCTION = 'aws:lambda/function:Function';

/** Inputs whose change publishes a new version. */
const VERSIONED = [
  'architectures',
  'code',
  'environment',
  'ephemeralStorage',
  'handler',
  'imageUri',
  'layers',
  'loggingConfig',
  'memorySize',
  'role',
  'runtime',
  's3Bucket',
  's3Key',
  's3ObjectVersion',
  'timeout',
  'tracingConfig',
  'vpcConfig',
];

export const functionModel: ResourceModel = {
  type: FUNCTION,
  replaces: ['name', 'packageType'],
  identity: ['name'],
  arn: 'arn:{partition}:lambda:{region}:{account}:function:{name}',
  defaults: { packageType: 'Zip', memorySize: 128, timeout: 3 },
  computed: (made) => {
    const version = made.inputs.publish === true ? versionOf(made) : '$LATEST';
    const qualifiedArn = `${made.arn}:${version}`;
    return {
      version,
      qualifiedArn,
      invokeArn: invokeArn(made, made.arn),
      qualifiedInvokeArn: invokeArn(made, qualifiedArn),
      lastModified: '2025-01-01T00:00:00.000+0000',
      sourceCodeSize: 1024,
    };
  },
  refuses: ({ inputs }, cloud) => runtimeRefusal(inputs) ?? codeRefusal(inputs, cloud),
};

export function invokeArn(at: Pick<MadeResource, 'partition' | 'region'>, arn: string): string {
  return `arn:${at.partition}:apigateway:${at.region}:lambda:path/2015-03-31/functions/${arn}/invocations`;
}

/** The function that a name, an ARN or an alias's ARN means. */
export function functionOf(reference: unknown, cloud: SandboxCloud): SandboxResource | undefined {
  const name = /:function:([^:]+)/.exec(String(reference))?.[1] ?? String(reference);
  return cloud.get(FUNCTION, name);
}

/** Versions count up, from the first, with each change of code or configuration. */
function versionOf({ inputs, previous }: MadeResource): string {
  if (previous === undefined) return '1';
  const before = Number(previous.version);
  const changed = VERSIONED.some((field) => JSON.stringify(inputs[field]) !== JSON.stringify(previous[field]));
  return String(changed ? before + 1 : before);
}

function runtimeRefusal({ packageType, runtime, handler }: JsonObject): string | undefined {
  if (packageType !== 'Zip') return undefined;
  if (runtime === undefined || handler === undefined)
    return 'InvalidParameterValueException: Runtime and Handler are mandatory parameters for functions created with deployment packages.';
  const known: readonly string[] = [...RUNTIMES, ...OLDER_RUNTIMES];
  return known.includes(String(runtime))
    ? undefined
    : `InvalidParameterValueException: Value ${String(runtime)} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set`;
}

/** Buckets outside this cloud may hold anything. */
function codeRefusal(inputs: JsonObject, cloud: SandboxCloud): string | undefined {
  const { s3Bucket } = inputs;
  if (s3Bucket === undefined || cloud.get('aws:s3/bucket:Bucket', String(s3Bucket)) === undefined) return undefined;
  return objectOf(inputs, cloud) === undefined
    ? 'InvalidParameterValueException: Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.'
    : undefined;
}

/** The uploaded code of a function, where it is in this cloud. */
export function objectOf({ s3Bucket, s3Key }: JsonObject, cloud: SandboxCloud): SandboxResource | undefined {
  return cloud.get('aws:s3/bucketObjectv2:BucketObjectv2', `${String(s3Bucket)}/${String(s3Key)}`);
}
