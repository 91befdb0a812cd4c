import type * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Artifacts, ComponentOf, TranslateContext } from 'panka/sdk';
import { handlerFiles } from './runtimes.js';
import type { LambdaSpec } from './schema.js';

type Resource = NonNullable<ReturnType<TranslateContext['options']>['parent']>;

export interface FunctionCode {
  readonly args: Partial<aws.lambda.FunctionArgs>;
  /** What the function waits for: the upload of its code. */
  readonly after: readonly Resource[];
}

/** Where the code comes from. A folder or zip goes to the stack's bucket under a key that holds its hash. */
export function functionCode(
  component: ComponentOf<LambdaSpec>,
  context: TranslateContext,
  artifacts: Artifacts | undefined,
): FunctionCode {
  const { code, runtime = '', handler = '' } = component.spec;
  if (code.imageUri !== undefined) return { args: { packageType: 'Image', imageUri: code.imageUri }, after: [] };
  const zip = { packageType: 'Zip', runtime, handler };
  if (code.zipFile !== undefined) {
    const [file = 'index.js'] = handlerFiles(runtime, handler) ?? [];
    const archive = new pulumi.asset.AssetArchive({ [file]: new pulumi.asset.StringAsset(code.zipFile) });
    return { args: { ...zip, code: archive }, after: [] };
  }
  if (code.path !== undefined && artifacts !== undefined) {
    const request = { path: code.path, part: 'code', zip: !code.path.endsWith('.zip') };
    const { key, resource } = artifacts.upload(component, context, request);
    return { args: { ...zip, s3Bucket: artifacts.bucketName, s3Key: key }, after: [resource] };
  }
  const { s3Bucket = '', s3Key = '', s3ObjectVersion } = code;
  return {
    args: { ...zip, s3Bucket, s3Key, ...(s3ObjectVersion === undefined ? {} : { s3ObjectVersion }) },
    after: [],
  };
}
