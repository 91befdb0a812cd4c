import type { OpenedSecret } from './opened-secrets.js';

/** Secrets that the program cannot take from another resource, and so reads from the configuration. */
export class ConfiguredSecrets {
  /** Plain, by key. */
  readonly values = new Map<string, string>();

  /** Expression that reads it. */
  readonly add = (path: string, { plaintext }: OpenedSecret): string => {
    const plain: unknown = JSON.parse(plaintext);
    const key = this.#keyOf(path.replaceAll(/[^A-Za-z0-9]+/g, '-'));
    this.values.set(key, typeof plain === 'string' ? plain : plaintext);
    return typeof plain === 'string' ? `config.requireSecret('${key}')` : `config.requireSecretObject<any>('${key}')`;
  };

  #keyOf(wanted: string): string {
    let key = wanted;
    for (let number = 2; this.values.has(key); number += 1) key = `${wanted}-${number}`;
    return key;
  }
}
