import type { S3Client } from '@aws-sdk/client-s3';
import type { ObjectVersion } from '../../core/state/object-store.js';
import { objectUnreadable, type S3Place } from './errors.js';
import { hasCode } from './s3-retries.js';

/** More than these are no help to anyone, and a bucket may keep thousands of a head. */
const MAX_VERSIONS = 200;

/** Versions that the bucket keeps of one object, newest first. A bucket without versioning has the present one alone. */
export async function s3Versions(client: S3Client, place: S3Place): Promise<readonly ObjectVersion[]> {
  const { ListObjectVersionsCommand } = await import('@aws-sdk/client-s3');
  const request = { Bucket: place.bucket, Prefix: place.key, MaxKeys: MAX_VERSIONS };
  try {
    const { Versions = [] } = await client.send(new ListObjectVersionsCommand(request));
    return Versions.filter(({ Key, VersionId }) => Key === place.key && VersionId !== undefined).map((version) => ({
      id: version.VersionId as string,
      at: version.LastModified?.toISOString() ?? '',
      bytes: version.Size ?? 0,
      isCurrent: version.IsLatest === true,
    }));
  } catch (error) {
    throw objectUnreadable(place, error);
  }
}

/** Undefined: that version is gone. */
export async function s3VersionText(client: S3Client, place: S3Place, id: string): Promise<string | undefined> {
  const { GetObjectCommand } = await import('@aws-sdk/client-s3');
  try {
    const answer = await client.send(new GetObjectCommand({ Bucket: place.bucket, Key: place.key, VersionId: id }));
    return await answer.Body?.transformToString('utf-8');
  } catch (error) {
    if (hasCode(error, 'NoSuchKey', 'NoSuchVersion')) return undefined;
    throw objectUnreadable(place, error);
  }
}
