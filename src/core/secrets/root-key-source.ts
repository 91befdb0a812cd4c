import type { PankaError } from '../diagnostics/panka-error.js';
import type { StateAddress } from '../state/state-store.js';

export const SECRETS_PROVIDERS = ['kms', 'passphrase', 'local'] as const;
/** Who keeps the root key: a KMS key, a passphrase, or a file of this machine. */
export type SecretsProvider = (typeof SECRETS_PROVIDERS)[number];

export interface KmsProtection {
  readonly provider: 'kms';
  /** ARN of the KMS key, whatever it was named by. */
  readonly keyArn: string;
  /** As the setting had it: ARN, id or alias. */
  readonly named: string;
  /** The root key as KMS has wrapped it, base64. */
  readonly wrapped: string;
}

export interface PassphraseProtection {
  readonly provider: 'passphrase';
  /** Base64. */
  readonly salt: string;
  readonly scrypt: ScryptCost;
}

export interface LocalProtection {
  readonly provider: 'local';
}

/** Source: RFC 7914. */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** What has to be kept to get the root key again; holds no secret. */
export type Protection = KmsProtection | PassphraseProtection | LocalProtection;

export interface NewRootKey {
  /** 32 bytes. */
  readonly rootKey: Buffer;
  readonly protection: Protection;
}

/** Where the root key of a stack's secrets comes from. It wraps the data keys and is never stored itself. */
export interface RootKeySource<P extends Protection = Protection> {
  readonly provider: P['provider'];
  /** A new root key. Throws what `unlock` does. */
  create(at: StateAddress): Promise<{ readonly rootKey: Buffer; readonly protection: P }>;
  /** The root key of then. Throws where it cannot be reached: no permission, no passphrase. */
  unlock(at: StateAddress, protection: P): Promise<Buffer>;
  /** Why the root key that was given does not open the data keys in the object at `place`. */
  mismatch(place: string): PankaError;
}
