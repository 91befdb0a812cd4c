import { secretsKey } from '../state/object-keys.js';
import type { StateAddress, StateStore } from '../state/state-store.js';
import { secretsKeyLost } from './errors.js';
import { type KeyRing, unwrapKeys, withNewKey, wrapKeys } from './key-ring.js';
import { RingSealer } from './ring-sealer.js';
import type { NewRootKey, Protection, RootKeySource } from './root-key-source.js';
import { countSealed } from './sealed-in-state.js';
import { type ReadSecrets, readSecrets, secretsConflict, writeSecrets } from './secrets-object.js';

/** The secrets of one stack in one environment, for one run. The key is in memory only. */
export interface StackSecrets {
  /** Opens and seals without waiting. Where the stack has no key yet it seals with one that nobody else knows. */
  readonly sealer: RingSealer;
  /**
   * Before anything is sealed for good: stores the key where the stack has none yet. Of two first runs one stores its key and
   * the other takes that. What was sealed before still opens in this run, and must not be kept when another run was faster.
   */
  ensureKey(): Promise<void>;
}

export interface StackSecretsRequest {
  readonly store: StateStore;
  readonly at: StateAddress;
  /** Throws where the configuration does not fit. `stored` undefined: for a first key. Called only when a root key is needed. */
  readonly source: (stored: Protection | undefined) => Promise<RootKeySource>;
}

/** Unlocks the key of the stack, if it has one; else nothing of KMS or a passphrase is needed until `ensureKey`. */
export async function stackSecrets(request: StackSecretsRequest): Promise<StackSecrets> {
  const { store, at } = request;
  const read = await readSecrets(store.objects, at);
  const sealer = new RingSealer(at, read === undefined ? withNewKey() : await unlockRing(request, read));
  let stored: Promise<void> | undefined = read === undefined ? undefined : Promise.resolve();
  return {
    sealer,
    ensureKey: () => {
      stored ??= storeFirstKey(request, sealer).catch((error: unknown) => {
        stored = undefined;
        throw error;
      });
      return stored;
    },
  };
}

/** The data keys. Throws what the source says where its root key does not open them. */
export async function unlockRing(request: StackSecretsRequest, { secrets, place }: ReadSecrets): Promise<KeyRing> {
  const { protection, current, keys } = secrets;
  const source = await request.source(protection);
  const rootKey = await source.unlock(request.at, protection);
  try {
    return { current, keys: unwrapKeys(keys, rootKey, request.at) };
  } catch {
    throw source.mismatch(place);
  }
}

/** A root key that was seen to come back: who may make one but not unlock it would lock everybody out. */
export async function provenRootKey(source: RootKeySource, at: StateAddress, place: string): Promise<NewRootKey> {
  const made = await source.create(at);
  if (!(await source.unlock(at, made.protection)).equals(made.rootKey)) throw source.mismatch(place);
  return made;
}

async function storeFirstKey(request: StackSecretsRequest, sealer: RingSealer): Promise<void> {
  const { store, at } = request;
  const place = store.objects.describe(secretsKey(at));
  const source = await request.source(undefined);
  if ((await countSealed(store, at)) > 0) throw secretsKeyLost(place);
  const { rootKey, protection } = await provenRootKey(source, at, place);
  const keys = wrapKeys(sealer.ring, rootKey, at);
  const secrets = { protection, current: sealer.ring.current, keys };
  if (await writeSecrets(store.objects, at, { secrets, expected: undefined })) return;
  const winner = await readSecrets(store.objects, at);
  if (winner === undefined) throw secretsConflict(store.objects, at);
  sealer.adopt(await unlockRing(request, winner));
}
