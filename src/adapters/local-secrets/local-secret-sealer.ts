import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SecretSealer } from '../../core/state/secret-sealer.js';
import { secretUnreadable } from './errors.js';
import { ensureSecretKey, loadSecretKey, secretKeyFile } from './secret-key-file.js';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface LocalSecretSealerOptions {
  /** Folder of the key file; the key is made on first use. */
  readonly folder: string;
  /** Stack that the secrets belong to; a ciphertext copied to another stack doesn't open there. */
  readonly stackId: string;
}

/** AES-256-GCM with a key file on this machine. Ciphertext: base64 of nonce, tag and text. */
export class LocalSecretSealer implements SecretSealer {
  #key: Buffer | undefined;

  constructor(private readonly options: LocalSecretSealerOptions) {}

  seal(plaintextJson: string): string {
    this.#key ??= ensureSecretKey(this.options.folder);
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(this.options.stackId));
    const sealed = Buffer.concat([cipher.update(plaintextJson, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** Makes no key: where there is none, nothing can have been sealed with it. */
  open(ciphertext: string): string {
    const { folder, stackId } = this.options;
    this.#key ??= loadSecretKey(folder);
    if (!this.#key) throw secretUnreadable(stackId, secretKeyFile(folder));
    const bytes = Buffer.from(ciphertext, 'base64');
    try {
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(stackId));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch (error) {
      throw secretUnreadable(stackId, secretKeyFile(folder), error);
    }
  }
}
