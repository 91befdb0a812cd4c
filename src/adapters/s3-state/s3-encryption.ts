import type { S3Client } from '@aws-sdk/client-s3';

/** What a write asks for, and what S3 has to answer. */
export interface Encryption {
  readonly ask: { readonly ServerSideEncryption?: 'aws:kms' | 'AES256'; readonly SSEKMSKeyId?: string };
  readonly expected: string;
}

const SSE_S3: Encryption = { ask: { ServerSideEncryption: 'AES256' }, expected: 'AES256' };

/**
 * SSE-KMS with the key that is set; without one what the bucket does by itself, if that is KMS, and SSE-S3 else. To ask for
 * SSE-S3 always would weaken a bucket that its owner has given a key.
 */
export async function encryptionFor(
  of: { readonly bucket: string; readonly kmsKey?: string },
  client: S3Client,
): Promise<Encryption> {
  const { bucket, kmsKey } = of;
  if (kmsKey !== undefined)
    return { ask: { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: kmsKey }, expected: 'aws:kms' };
  const { GetBucketEncryptionCommand } = await import('@aws-sdk/client-s3');
  // Who may not ask for it gets SSE-S3, which every bucket takes that wants no key.
  const answer = await client.send(new GetBucketEncryptionCommand({ Bucket: bucket })).catch(() => undefined);
  const [rule] = answer?.ServerSideEncryptionConfiguration?.Rules ?? [];
  const algorithm = rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm;
  return algorithm?.startsWith('aws:kms') === true ? { ask: {}, expected: algorithm } : SSE_S3;
}
