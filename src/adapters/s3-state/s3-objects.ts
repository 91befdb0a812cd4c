import type { GetObjectCommandOutput, S3Client } from '@aws-sdk/client-s3';
import { isPankaError } from '../../core/diagnostics/panka-error.js';
import type { ObjectStore, ObjectVersion, ObjectWrite, StoredObject } from '../../core/state/object-store.js';
import type { Version } from '../../core/state/state-store.js';
import { objectUnencrypted, objectUnreadable, objectUnwritable, type S3Place, urlOf } from './errors.js';
import { type Encryption, encryptionFor } from './s3-encryption.js';
import { checkWhole, sha256 } from './s3-integrity.js';
import { hasCode, inAttempts, isConflict } from './s3-retries.js';

export interface S3ObjectsOptions {
  readonly client: () => Promise<S3Client>;
  readonly bucket: string;
  /** Folder of the bucket, without slashes around it. */
  readonly prefix?: string;
  /** SSE-KMS with this key (ARN, id or alias); without it the bucket's own KMS key, else SSE-S3. */
  readonly kmsKey?: string;
  /** For what errors suggest. */
  readonly profile?: string;
  /** Milliseconds that the client waits for an answer; a long object gets more, for it is sent before that. */
  readonly requestTimeout?: number;
}

const KEYS_PER_DELETE = 1000;
/** A slow line: 100 kB a second. */
const BYTES_PER_MS = 100;

/**
 * Objects of a bucket. The version is the ETag, so a write names what it replaces (`If-Match`) or that there must be nothing
 * (`If-None-Match: *`), and S3 decides between two writers. Reads after writes are consistent, listings too.
 */
export class S3Objects implements ObjectStore {
  readonly #options: S3ObjectsOptions;
  #encryption: Promise<Encryption> | undefined;

  constructor(options: S3ObjectsOptions) {
    this.#options = options;
  }

  async read(key: string): Promise<StoredObject | undefined> {
    const place = this.#place(key, 's3:GetObject');
    try {
      return await inAttempts(() => this.#get(place));
    } catch (error) {
      if (hasCode(error, 'NoSuchKey')) return undefined;
      throw isPankaError(error) ? error : objectUnreadable(place, error);
    }
  }

  async write(write: ObjectWrite): Promise<Version | undefined> {
    const place = this.#place(write.key, 's3:PutObject');
    try {
      return await inAttempts(() => this.#put(place, write), isConflict);
    } catch (error) {
      // 412: another version is there. 404: the version to replace is gone.
      if (hasCode(error, 'PreconditionFailed', 'NoSuchKey')) return undefined;
      throw isPankaError(error) ? error : objectUnwritable(place, error);
    }
  }

  async list(prefix: string): Promise<readonly string[]> {
    const place = this.#place(`${prefix}/`, 's3:ListBucket');
    const [{ ListObjectsV2Command }, client] = await this.#sdk();
    const keys: string[] = [];
    let token: string | undefined;
    try {
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: place.bucket, Prefix: place.key, ContinuationToken: token }),
        );
        keys.push(...(page.Contents ?? []).map(({ Key = '' }) => this.#keyOf(Key)));
        token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
        if (page.IsTruncated === true && token === undefined) throw new Error('the listing ends in the middle');
      } while (token !== undefined);
    } catch (error) {
      throw objectUnreadable(place, error);
    }
    return keys;
  }

  async remove(keys: readonly string[]): Promise<void> {
    const [{ DeleteObjectsCommand }, client] = await this.#sdk();
    for (let from = 0; from < keys.length; from += KEYS_PER_DELETE) {
      const some = keys.slice(from, from + KEYS_PER_DELETE).map((key) => this.#place(key, 's3:DeleteObject'));
      const [first] = some as [S3Place, ...S3Place[]];
      const Delete = { Objects: some.map(({ key: Key }) => ({ Key })), Quiet: true };
      const { Errors = [] } = await client
        .send(new DeleteObjectsCommand({ Bucket: first.bucket, Delete }))
        .catch((error: unknown) => Promise.reject(objectUnwritable(first, error)));
      const [failed] = Errors;
      if (failed === undefined) continue;
      const { Key = first.key, Code = 'InternalError', Message } = failed;
      throw objectUnwritable({ ...first, key: Key }, Object.assign(new Error(Message), { name: Code }));
    }
  }

  describe(key: string): string {
    return urlOf(this.#place(key, ''));
  }

  putBack(key: string): readonly string[] {
    const { bucket, key: Key } = this.#place(key, '');
    const profile = this.#options.profile === undefined ? '' : ` --profile ${this.#options.profile}`;
    return [
      `aws s3api list-object-versions --bucket ${bucket} --prefix ${Key}${profile}  # if the bucket keeps versions`,
      `aws s3api copy-object --bucket ${bucket} --key ${Key} --copy-source "${bucket}/${Key}?versionId=THE_LAST_GOOD_ONE"${profile}`,
    ];
  }

  async versions(key: string): Promise<readonly ObjectVersion[]> {
    const [{ s3Versions }, client] = await Promise.all([import('./s3-versions.js'), this.#options.client()]);
    return s3Versions(client, this.#place(key, 's3:ListBucketVersions'));
  }

  async readVersion(key: string, id: string): Promise<string | undefined> {
    const [{ s3VersionText }, client] = await Promise.all([import('./s3-versions.js'), this.#options.client()]);
    return s3VersionText(client, this.#place(key, 's3:GetObjectVersion'), id);
  }

  async #get(place: S3Place): Promise<StoredObject> {
    const [{ GetObjectCommand }, client] = await this.#sdk();
    const answer = await client.send(
      new GetObjectCommand({ Bucket: place.bucket, Key: place.key, ChecksumMode: 'ENABLED' }),
    );
    const text = await bodyOf(answer);
    checkWhole(text, answer);
    if (answer.ServerSideEncryption === undefined) throw objectUnencrypted(place, 'AES256', undefined);
    return { text, version: answer.ETag as string };
  }

  async #put(place: S3Place, { text, expected }: ObjectWrite): Promise<Version> {
    const [{ PutObjectCommand }, client] = await this.#sdk();
    this.#encryption ??= encryptionFor(this.#options, client);
    const encryption = await this.#encryption;
    const { ETag, ServerSideEncryption } = await client.send(
      new PutObjectCommand({
        Bucket: place.bucket,
        Key: place.key,
        Body: text,
        ContentType: 'application/json',
        ChecksumAlgorithm: 'SHA256',
        ChecksumSHA256: sha256(text),
        ...encryption.ask,
        ...(expected === undefined ? { IfNoneMatch: '*' } : { IfMatch: expected }),
      }),
      this.#patience(text),
    );
    if (ServerSideEncryption !== encryption.expected)
      throw objectUnencrypted(place, encryption.expected, ServerSideEncryption);
    return ETag as string;
  }

  #patience(text: string): { readonly requestTimeout?: number } {
    const { requestTimeout } = this.#options;
    return requestTimeout === undefined
      ? {}
      : { requestTimeout: requestTimeout + Math.ceil(text.length / BYTES_PER_MS) };
  }

  async #sdk(): Promise<[typeof import('@aws-sdk/client-s3'), S3Client]> {
    return Promise.all([import('@aws-sdk/client-s3'), this.#options.client()]);
  }

  #place(key: string, action: string): S3Place {
    const { bucket, prefix, profile } = this.#options;
    const full = prefix === undefined ? key : `${prefix}/${key}`;
    return { bucket, key: full, action, ...(profile !== undefined && { profile }) };
  }

  #keyOf(full: string): string {
    const { prefix } = this.#options;
    return prefix === undefined ? full : full.slice(prefix.length + 1);
  }
}

async function bodyOf(answer: GetObjectCommandOutput): Promise<string> {
  return (await answer.Body?.transformToString('utf-8')) ?? '';
}
