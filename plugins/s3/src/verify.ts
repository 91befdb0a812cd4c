import { asObject, look, verdict } from '@panka/plugin-common';
import type { ComponentOf, Verification, Verifier, VerifyContext } from 'panka/sdk';
import type { S3Spec } from './schema.js';

const BLOCKS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

/** A bucket works when it answers, is closed to the public and encrypts as asked. */
export default class S3Verifier implements Verifier<S3Spec> {
  readonly limitSeconds = () => 30;

  async check(component: ComponentOf<S3Spec>, context: VerifyContext): Promise<Verification> {
    const Bucket = String(context.outputs.bucketName);
    const { address } = component;
    return verdict([
      await look(`s3:HeadBucket ${address}`, async () => {
        await context.aws.call('s3:HeadBucket', { Bucket });
        return undefined;
      }),
      await look(`s3:GetPublicAccessBlock ${address} blocks all`, () => publicAccess(context, Bucket)),
      await look(`s3:GetBucketEncryption ${address} is ${component.spec.encryption.algorithm}`, () =>
        encryption(context, Bucket, component.spec.encryption.algorithm),
      ),
    ]);
  }
}

async function publicAccess(context: VerifyContext, Bucket: string): Promise<string | undefined> {
  const answer = asObject(await context.aws.call('s3:GetPublicAccessBlock', { Bucket }));
  const block = asObject(answer.PublicAccessBlockConfiguration);
  const open = BLOCKS.filter((part) => block[part] !== true);
  return open.length === 0 ? undefined : `not blocked: ${open.join(', ')}`;
}

async function encryption(context: VerifyContext, Bucket: string, wanted: string): Promise<string | undefined> {
  const answer = asObject(await context.aws.call('s3:GetBucketEncryption', { Bucket }));
  const rules = asObject(answer.ServerSideEncryptionConfiguration).Rules;
  const [rule] = Array.isArray(rules) ? rules : [];
  const found = asObject(asObject(rule).ApplyServerSideEncryptionByDefault).SSEAlgorithm;
  return found === wanted ? undefined : `the bucket encrypts with ${String(found)}`;
}
