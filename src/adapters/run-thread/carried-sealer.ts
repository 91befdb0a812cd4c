import type { KeyRing } from '../../core/secrets/key-ring.js';
import { RingSealer } from '../../core/secrets/ring-sealer.js';
import type { SecretSealer } from '../../core/state/secret-sealer.js';
import type { StateAddress } from '../../core/state/state-store.js';
import { LocalSecretSealer, type LocalSecretSealerOptions } from '../local-secrets/local-secret-sealer.js';

/**
 * What a sealer is made of, for another thread. The unlocked keys themselves where this process has them: KMS or a passphrase
 * are asked once a run, and within a process there is no border that a key could leak over. Never written or logged.
 */
export type CarriedSealer =
  | {
      readonly of: 'ring';
      readonly at: StateAddress;
      readonly current: string;
      readonly keys: ReadonlyMap<string, Uint8Array>;
    }
  | { readonly of: 'key-file'; readonly options: LocalSecretSealerOptions };

/** Sealers that work in two threads at once. */
export type PortableSealer = RingSealer | LocalSecretSealer;

export function carriedSealer(sealer: PortableSealer): CarriedSealer {
  // Not by class: a process may have a module twice, as one that runs TypeScript does.
  if ('ring' in sealer) return { of: 'ring', at: sealer.at, ...sealer.ring };
  return { of: 'key-file', options: sealer.options };
}

export function arrivedSealer(carried: CarriedSealer): SecretSealer {
  if (carried.of === 'key-file') return new LocalSecretSealer(carried.options);
  const keys: KeyRing['keys'] = new Map([...carried.keys].map(([id, key]) => [id, Buffer.from(key)]));
  return new RingSealer(carried.at, { current: carried.current, keys });
}
