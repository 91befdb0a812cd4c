import { createCipheriv, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

const SALT_BYTES = 8;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const ITERATIONS = 1_000_000;
/** What the CLI decrypts to see whether it was given the right passphrase. */
const PROBE = 'pulumi';

/** Seals as the stock CLI does with PULUMI_CONFIG_PASSPHRASE. */
export interface PassphraseCrypter {
  /** `encryptionsalt` of the stack's settings, `salt` of the state's secrets provider: `v1:SALT:v1:NONCE:CIPHERTEXT`. */
  readonly salt: string;
  /** `v1:NONCE:CIPHERTEXT`, both base64. */
  seal(plaintext: string): string;
}

/** A crypter with a salt of its own. Format: Pulumi's public source, `sdk/go/common/resource/config/crypt.go`. */
export async function passphraseCrypter(passphrase: string): Promise<PassphraseCrypter> {
  const salt = randomBytes(SALT_BYTES);
  const key = await promisify(pbkdf2)(passphrase, salt, ITERATIONS, KEY_BYTES, 'sha256');
  const seal = (plaintext: string) => sealed(plaintext, key);
  return { salt: `v1:${salt.toString('base64')}:${seal(PROBE)}`, seal };
}

function sealed(plaintext: string, key: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const text = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `v1:${nonce.toString('base64')}:${text.toString('base64')}`;
}
