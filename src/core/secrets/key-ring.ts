import { randomBytes } from 'node:crypto';
import type { StateAddress } from '../state/state-store.js';
import { openBytes, sealBytes } from './aes-gcm.js';

export const KEY_ID_BYTES = 8;
const KEY_BYTES = 32;

/** The data keys of a stack in one environment. One seals; the older ones open what is in the history. */
export interface KeyRing {
  /** Id of the key that seals. */
  readonly current: string;
  /** By id, 16 hex digits. */
  readonly keys: ReadonlyMap<string, Buffer>;
}

export interface WrappedKey {
  readonly id: string;
  /** The data key, sealed with the root key, base64. */
  readonly wrapped: string;
}

/** The same ring with a new key, which seals from now on. */
export function withNewKey(ring: Pick<KeyRing, 'keys'> = { keys: new Map() }): KeyRing {
  const current = randomBytes(KEY_ID_BYTES).toString('hex');
  return { current, keys: new Map([...ring.keys, [current, randomBytes(KEY_BYTES)]]) };
}

export function wrapKeys(ring: KeyRing, rootKey: Buffer, at: StateAddress): readonly WrappedKey[] {
  return [...ring.keys].map(([id, key]) => ({
    id,
    wrapped: sealBytes(key, { key: rootKey, belongsTo: ownerOfKey(at, id) }).toString('base64'),
  }));
}

/** Throws Node's error when it is not the root key that they were wrapped with. */
export function unwrapKeys(wrapped: readonly WrappedKey[], rootKey: Buffer, at: StateAddress): KeyRing['keys'] {
  return new Map(
    wrapped.map(({ id, wrapped: text }) => [
      id,
      openBytes(Buffer.from(text, 'base64'), { key: rootKey, belongsTo: ownerOfKey(at, id) }),
    ]),
  );
}

function ownerOfKey({ stack, environment }: StateAddress, id: string): string {
  return JSON.stringify(['panka-data-key', stack, environment, id]);
}
