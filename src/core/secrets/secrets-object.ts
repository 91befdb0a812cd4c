import { stateConflict, stateCorrupt } from '../state/errors.js';
import { unwrapObject, wrapObject } from '../state/object-envelope.js';
import { secretsKey } from '../state/object-keys.js';
import type { ObjectStore } from '../state/object-store.js';
import type { StateAddress, Version } from '../state/state-store.js';
import type { WrappedKey } from './key-ring.js';
import { type Protection, SECRETS_PROVIDERS, type SecretsProvider } from './root-key-source.js';

/** `secrets.json`: the data keys, wrapped with a root key, and how that is got. Holds nothing that opens a secret by itself. */
export interface StoredSecrets {
  readonly protection: Protection;
  /** Id of the key that seals. */
  readonly current: string;
  readonly keys: readonly WrappedKey[];
}

export interface ReadSecrets {
  readonly secrets: StoredSecrets;
  readonly version: Version;
  /** For messages. */
  readonly place: string;
}

/** Undefined: the stack has no key yet. */
export async function readSecrets(objects: ObjectStore, at: StateAddress): Promise<ReadSecrets | undefined> {
  const key = secretsKey(at);
  const stored = await objects.read(key);
  if (stored === undefined) return undefined;
  const place = objects.describe(key);
  const back = objects.putBack?.(key);
  const body = unwrapObject(stored.text, { object: 'secrets', at }, { place, ...(back && { back }) });
  return { secrets: checked(body, place), version: stored.version, place };
}

/** False: another run has written since `expected` was read (undefined: there was none). */
export async function writeSecrets(
  objects: ObjectStore,
  at: StateAddress,
  { secrets, expected }: { readonly secrets: StoredSecrets; readonly expected: Version | undefined },
): Promise<boolean> {
  const key = secretsKey(at);
  const text = wrapObject({ object: 'secrets', at }, secrets, true);
  if ((await objects.write({ key, text, expected, durable: true, keepPrevious: true })) !== undefined) return true;
  // Our own text there is the lost reply of our own write.
  return (await objects.read(key))?.text === text;
}

/** Somebody else changed the key meanwhile. */
export function secretsConflict(objects: ObjectStore, at: StateAddress): Error {
  return stateConflict(objects.describe(secretsKey(at)), 'the key of its secrets is another one now');
}

function checked({ protection, current, keys }: Record<string, unknown>, place: string): StoredSecrets {
  const secrets = { protection, current, keys } as StoredSecrets;
  const isKnown = SECRETS_PROVIDERS.includes(
    (secrets.protection as Protection | undefined)?.provider as SecretsProvider,
  );
  if (!isKnown) throw stateCorrupt(place, 'it does not say who keeps the key of its secrets');
  if (!Array.isArray(keys) || !secrets.keys.some(({ id }) => id === current))
    throw stateCorrupt(place, 'the key that seals is not in it');
  return secrets;
}
