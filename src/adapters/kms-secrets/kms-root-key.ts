import type { KMSClient } from '@aws-sdk/client-kms';
import type { PankaError } from '../../core/diagnostics/panka-error.js';
import { encryptionContext } from '../../core/secrets/encryption-context.js';
import type { KmsProtection, RootKeySource } from '../../core/secrets/root-key-source.js';
import type { StateAddress } from '../../core/state/state-store.js';
import { secretsKeyForeign, secretsKeyUnusable } from './errors.js';

export interface KmsRootKeyOptions {
  /** Works with a client of that region; undefined: of the region that the configuration names. */
  readonly withClient: <T>(region: string | undefined, work: (client: KMSClient) => Promise<T>) => Promise<T>;
  /** ARN, id or alias of the key for new root keys. */
  readonly key: string;
  /** For advice. */
  readonly profile?: string;
}

/**
 * The root key is a data key of KMS: made once, kept as KMS has wrapped it, unwrapped once a run. The encryption context names
 * stack and environment, so that KMS unwraps it for no other, and CloudTrail says whose it was.
 */
export class KmsRootKey implements RootKeySource<KmsProtection> {
  readonly provider = 'kms';
  readonly #options: KmsRootKeyOptions;

  constructor(options: KmsRootKeyOptions) {
    this.#options = options;
  }

  async create(at: StateAddress) {
    const { key } = this.#options;
    const answer = await this.#call({ action: 'kms:GenerateDataKey', key }, async (client) => {
      const { GenerateDataKeyCommand } = await import('@aws-sdk/client-kms');
      const wanted = { KeyId: key, KeySpec: 'AES_256', EncryptionContext: encryptionContext(at) } as const;
      return client.send(new GenerateDataKeyCommand(wanted));
    });
    const { Plaintext: plain = [], CiphertextBlob: wrapped = [], KeyId: keyArn = key } = answer;
    const protection = {
      provider: 'kms',
      keyArn,
      named: key,
      wrapped: Buffer.from(wrapped).toString('base64'),
    } as const;
    return { rootKey: Buffer.from(plain), protection };
  }

  async unlock(at: StateAddress, { keyArn, wrapped }: KmsProtection): Promise<Buffer> {
    const { Plaintext: plain = [] } = await this.#call({ action: 'kms:Decrypt', key: keyArn }, async (client) => {
      const { DecryptCommand } = await import('@aws-sdk/client-kms');
      const given = { CiphertextBlob: Buffer.from(wrapped, 'base64'), KeyId: keyArn };
      return client.send(new DecryptCommand({ ...given, EncryptionContext: encryptionContext(at) }));
    });
    return Buffer.from(plain);
  }

  /** Whether a setting names the key that a stack has; an alias is looked up. */
  async isKey(named: string, { keyArn, named: before }: KmsProtection): Promise<boolean> {
    if (named === before || named === keyArn || keyArn.endsWith(`:key/${named}`)) return true;
    if (!named.includes('alias/')) return false;
    const answer = await this.#call({ action: 'kms:DescribeKey', key: named }, async (client) => {
      const { DescribeKeyCommand } = await import('@aws-sdk/client-kms');
      return client.send(new DescribeKeyCommand({ KeyId: named }));
    });
    return answer.KeyMetadata?.Arn === keyArn;
  }

  mismatch(place: string): PankaError {
    return secretsKeyForeign(place);
  }

  async #call<T>(
    { action, key }: { readonly action: string; readonly key: string },
    work: (client: KMSClient) => Promise<T>,
  ): Promise<T> {
    const { withClient, profile } = this.#options;
    try {
      return await withClient(regionOf(key), work);
    } catch (cause) {
      throw secretsKeyUnusable({ action, key, ...(profile !== undefined && { profile }) }, cause);
    }
  }
}

/** A key is in one region, wherever the bucket is. */
function regionOf(key: string): string | undefined {
  return /^arn:[^:]+:kms:([^:]+):/.exec(key)?.[1];
}
