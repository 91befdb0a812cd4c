import { openBytes, sealBytes } from '../../core/secrets/aes-gcm.js';
import type { SecretSealer } from '../../core/state/secret-sealer.js';
import { secretUnreadable } from './errors.js';
import { ensureSecretKey, loadSecretKey, secretKeyFile } from './secret-key-file.js';

export interface LocalSecretSealerOptions {
  /** Folder of the key file; the key is made on first use. */
  readonly folder: string;
  /** Stack that the secrets belong to; a ciphertext copied to another stack doesn't open there. */
  readonly stackId: string;
}

/** AES-256-GCM with a key file on this machine. Ciphertext: base64 of nonce, tag and text. */
export class LocalSecretSealer implements SecretSealer {
  #key: Buffer | undefined;

  constructor(readonly options: LocalSecretSealerOptions) {}

  seal(plaintextJson: string): string {
    this.#key ??= ensureSecretKey(this.options.folder);
    const { stackId: belongsTo } = this.options;
    return sealBytes(Buffer.from(plaintextJson), { key: this.#key, belongsTo }).toString('base64');
  }

  /** Makes no key: where there is none, nothing can have been sealed with it. */
  open(ciphertext: string): string {
    const { folder, stackId } = this.options;
    this.#key ??= loadSecretKey(folder);
    if (!this.#key) throw secretUnreadable(stackId, secretKeyFile(folder));
    try {
      return openBytes(Buffer.from(ciphertext, 'base64'), { key: this.#key, belongsTo: stackId }).toString('utf8');
    } catch (error) {
      throw secretUnreadable(stackId, secretKeyFile(folder), error);
    }
  }
}
