import type { PankaError } from '../../core/diagnostics/panka-error.js';
import type { LocalProtection, RootKeySource } from '../../core/secrets/root-key-source.js';
import type { StateAddress } from '../../core/state/state-store.js';
import { secretUnreadable } from './errors.js';
import { ensureSecretKey, loadSecretKey, secretKeyFile } from './secret-key-file.js';

/** The root key is the key file of the project on this machine. */
export class LocalRootKey implements RootKeySource<LocalProtection> {
  readonly provider = 'local';
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async create() {
    return { rootKey: ensureSecretKey(this.#folder), protection: { provider: 'local' } as const };
  }

  /** Makes no key: where there is none, nothing can have been sealed with it. */
  async unlock({ stack, environment }: StateAddress): Promise<Buffer> {
    const key = loadSecretKey(this.#folder);
    if (key === undefined) throw secretUnreadable(`${stack}/${environment}`, secretKeyFile(this.#folder));
    return key;
  }

  mismatch(place: string): PankaError {
    return secretUnreadable(place, secretKeyFile(this.#folder));
  }
}
