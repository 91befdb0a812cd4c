import { randomBytes, scrypt } from 'node:crypto';
import type { PankaError } from '../../core/diagnostics/panka-error.js';
import type { PassphraseProtection, RootKeySource, ScryptCost } from '../../core/secrets/root-key-source.js';
import { stateCorrupt } from '../../core/state/errors.js';
import type { StateAddress } from '../../core/state/state-store.js';
import { passphraseNeeded, passphraseTooShort, passphraseWrong } from './errors.js';

const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** 128 MiB and about half a second. Source: OWASP Password Storage Cheat Sheet, scrypt. */
const COST: ScryptCost = { N: 2 ** 17, r: 8, p: 1 };
/** So that a foreign object cannot take all of the memory. */
const LARGEST_MEMORY = 1024 * 1024 * 1024;
const LEAST_CHARACTERS = 12;

export interface PassphraseRootKeyOptions {
  /** As it was given; undefined: it was not. */
  readonly passphrase: string | undefined;
  /** Of new root keys. */
  readonly cost?: ScryptCost;
}

/** The root key is made from a passphrase by scrypt, with a salt of the stack's own. */
export class PassphraseRootKey implements RootKeySource<PassphraseProtection> {
  readonly provider = 'passphrase';
  readonly #options: PassphraseRootKeyOptions;

  constructor(options: PassphraseRootKeyOptions) {
    this.#options = options;
  }

  async create(at: StateAddress) {
    const { passphrase, cost = COST } = this.#options;
    if (passphrase === undefined) throw passphraseNeeded();
    const characters = [...passphrase].length;
    if (characters < LEAST_CHARACTERS) throw passphraseTooShort(characters, LEAST_CHARACTERS);
    const salt = randomBytes(SALT_BYTES).toString('base64');
    const protection = { provider: 'passphrase', salt, scrypt: cost } as const;
    return { rootKey: await this.unlock(at, protection), protection };
  }

  async unlock({ stack, environment }: StateAddress, { salt, scrypt: cost }: PassphraseProtection): Promise<Buffer> {
    const { passphrase } = this.#options;
    if (passphrase === undefined) throw passphraseNeeded();
    if (!isBearable(cost))
      throw stateCorrupt(`${stack}/${environment}/secrets.json`, 'its scrypt parameters are none that panka writes');
    // The same text in another Unicode form, as another keyboard types it, is the same passphrase.
    return derive(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), cost);
  }

  mismatch(place: string): PankaError {
    return passphraseWrong(place);
  }
}

function isBearable(cost: ScryptCost | undefined): cost is ScryptCost {
  if (cost === undefined) return false;
  const { N, r, p } = cost;
  const isPower = Number.isInteger(Math.log2(N)) && N > 1;
  return isPower && [r, p].every((n) => Number.isInteger(n) && n > 0 && n <= 16) && memoryOf(cost) <= LARGEST_MEMORY;
}

/** Bytes. */
function memoryOf({ N, r }: ScryptCost): number {
  return 128 * N * r;
}

function derive(passphrase: string, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase, salt, KEY_BYTES, { ...cost, maxmem: 2 * memoryOf(cost) }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
