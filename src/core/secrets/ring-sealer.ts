import type { SecretSealer } from '../state/secret-sealer.js';
import type { StateAddress } from '../state/state-store.js';
import { openBytes, sealBytes } from './aes-gcm.js';
import { secretUnreadable } from './errors.js';
import { KEY_ID_BYTES, type KeyRing } from './key-ring.js';

/** First bytes of what a ring has sealed: `PKS`, version 1. */
const MAGIC = Buffer.from('PKS\x01', 'latin1');
const HEAD_BYTES = MAGIC.length + KEY_ID_BYTES;

/** AES-256-GCM with the data keys of one stack and environment. Ciphertext: base64 of magic, key id, nonce, tag and text. */
export class RingSealer implements SecretSealer {
  /** Whose secrets. */
  readonly at: StateAddress;
  #ring: KeyRing;

  constructor(at: StateAddress, ring: KeyRing) {
    this.at = at;
    this.#ring = ring;
  }

  get ring(): KeyRing {
    return this.#ring;
  }

  /** Seals with that ring from now on; what was sealed before still opens. */
  adopt(ring: KeyRing): void {
    this.#ring = { current: ring.current, keys: new Map([...this.#ring.keys, ...ring.keys]) };
  }

  seal(plaintextJson: string): string {
    const id = this.#ring.current;
    const sealed = sealBytes(Buffer.from(plaintextJson), this.#with(id));
    return Buffer.concat([MAGIC, Buffer.from(id, 'hex'), sealed]).toString('base64');
  }

  open(ciphertext: string): string {
    const bytes = Buffer.from(ciphertext, 'base64');
    const id = keyIdOf(bytes);
    try {
      return openBytes(bytes.subarray(HEAD_BYTES), this.#with(id)).toString('utf8');
    } catch (cause) {
      throw secretUnreadable(this.at, { keyId: id, isKnown: id !== undefined && this.#ring.keys.has(id), cause });
    }
  }

  #with(id: string | undefined) {
    const key = id === undefined ? undefined : this.#ring.keys.get(id);
    if (key === undefined) throw new Error('there is no such key');
    return { key, belongsTo: JSON.stringify(['panka-secret', this.at.stack, this.at.environment]) };
  }
}

/** Id of the data key that it was sealed with; undefined for what no ring has sealed. */
export function keyIdOfCiphertext(ciphertext: string): string | undefined {
  return keyIdOf(Buffer.from(ciphertext, 'base64'));
}

function keyIdOf(bytes: Buffer): string | undefined {
  if (bytes.length < HEAD_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  return bytes.subarray(MAGIC.length, HEAD_BYTES).toString('hex');
}
