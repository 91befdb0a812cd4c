import { PankaError } from '../../core/diagnostics/panka-error.js';
import { type AwsCall, awsAdvice } from '../aws-clients/aws-advice.js';
import { awsFailure } from '../aws-clients/aws-failure.js';

/** A place in a bucket, and what was being done to it. */
export interface S3Place {
  readonly bucket: string;
  /** With the prefix. */
  readonly key: string;
  /** `s3:GetObject`. */
  readonly action: string;
  readonly profile?: string;
}

/** Could not be read although it may exist. Never the same as "not found". */
export function objectUnreadable(place: S3Place, cause: unknown): PankaError {
  const failure = awsFailure(cause);
  if (failure.kind === 'bucket-missing') return bucketMissing(place, cause);
  return new PankaError({
    code: 'StateUnreadable',
    message: `the state at "${urlOf(place)}" could not be read (${place.action}): ${failure.text}; nothing was changed by this`,
    suggestions: [...awsAdvice(failure, callOf(place)), ...(failure.kind === 'denied' ? listingAdvice(place) : [])],
    cause,
  });
}

/** The bucket refuses the write, or did not answer: then nobody knows whether it was carried out, and the next run finds out. */
export function objectUnwritable(place: S3Place, cause: unknown): PankaError {
  const failure = awsFailure(cause);
  if (failure.kind === 'bucket-missing') return bucketMissing(place, cause);
  return new PankaError({
    code: 'StateUnwritable',
    message: `the state at "${urlOf(place)}" could not be written (${place.action}): ${failure.text}`,
    suggestions: awsAdvice(failure, callOf(place)),
    cause,
  });
}

/** A bucket that was never made, is misspelt, or was deleted with all the state in it. */
function bucketMissing(place: S3Place, cause: unknown): PankaError {
  return new PankaError({
    code: 'BucketMissing',
    message: `the bucket "${place.bucket}" of the state does not exist (${place.action} of "${place.key}"), which is not the same as "nothing is deployed"`,
    suggestions: [
      'panka config  # is state.bucket spelt right, and the profile that of the right account?',
      `panka backend create --bucket ${place.bucket}  # only where nothing was ever deployed with it`,
    ],
    cause,
  });
}

/** The object came back without encryption, or the bucket took it without the one that was asked for. */
export function objectUnencrypted(place: S3Place, wanted: string, got: string | undefined): PankaError {
  return new PankaError({
    code: 'StateUnencrypted',
    message: `the state at "${urlOf(place)}" is ${got === undefined ? 'not encrypted' : `encrypted with "${got}"`}, it must be with "${wanted}" (${place.action})`,
    suggestions: [
      `aws s3api get-bucket-encryption --bucket ${place.bucket}`,
      `aws s3 cp "${urlOf(place)}" "${urlOf(place)}" --sse ${wanted}  # encrypts it where it is`,
    ],
  });
}

/** A newcomer's trap: the first read of a stack is of an object that is not there. */
function listingAdvice({ action, bucket }: S3Place): readonly string[] {
  if (action !== 's3:GetObject') return [];
  return [`allow s3:ListBucket on arn:aws:s3:::${bucket}, too: without it S3 denies what is not there`];
}

/** `s3://bucket/key`. */
export function urlOf(place: Pick<S3Place, 'bucket' | 'key'>): string {
  return `s3://${place.bucket}/${place.key}`;
}

function callOf({ bucket, key, action, profile }: S3Place): AwsCall {
  const isBucket = action === 's3:ListBucket';
  const resource = `arn:aws:s3:::${bucket}${isBucket ? '' : `/${key}`}`;
  return { action, resource, settings: 'state', ...(profile !== undefined && { profile }) };
}
