import { isDamage } from '../state/damage.js';
import { highestFence } from '../state/highest-fence.js';
import { addressKey, parseSnapshotKey, stateKey } from '../state/object-keys.js';
import type { StateAddress, StateStore } from '../state/state-store.js';

export interface SeenOfState {
  /** The highest fence that can be read anywhere. */
  readonly fence: number;
  /** Serial of the head; absent where there is none, or none that can be read. */
  readonly serial?: number;
}

/** What a command must know of a state before it takes the lock, also of a damaged one. */
export async function seenOfState(store: StateStore, at: StateAddress): Promise<SeenOfState> {
  try {
    const [head, fence] = await Promise.all([store.readState(at), highestFence(store, at)]);
    return { fence, ...(head.found && { serial: head.value.serial }) };
  } catch (error) {
    if (!isDamage(error)) throw error;
    return { fence: await fenceOfReadable(store, at) };
  }
}

/** Head, updates, seals and kept heads carry a fence; what cannot be read is left out. */
async function fenceOfReadable({ objects }: StateStore, at: StateAddress): Promise<number> {
  const fences = [0];
  for (const key of await objects.list(addressKey(at))) {
    const isHead = key === stateKey(at) || (parseSnapshotKey(key) && parseSnapshotKey(key)?.unit === undefined);
    if (!isHead && !key.includes('/updates/')) continue;
    const stored = await objects.read(key);
    for (const [, digits] of (stored?.text ?? '').matchAll(/"fence":\s*(\d{1,15})\b/g)) fences.push(Number(digits));
  }
  return Math.max(...fences);
}
