import { moveHead } from './move-head.js';
import type { StackState, StateAddress, StateStore } from './state-store.js';

export interface RememberKeysRequest {
  readonly store: StateStore;
  readonly at: StateAddress;
  readonly unit: string;
  readonly fence: number;
  /** The head that was read; absent: nothing is deployed, so nothing is let go of. */
  readonly state: StackState | undefined;
  /** ARNs. */
  readonly keys: readonly string[];
}

/**
 * Writes down which KMS keys must stay before anything that needs them is let go of: a run that is killed afterwards, or one
 * of another unit, knows it from the head alone. Writes nothing when the head knows them.
 */
export async function rememberKeys({ store, at, unit, fence, state, keys }: RememberKeysRequest): Promise<void> {
  if (state === undefined || keys.every((key) => state.keptKeys?.includes(key))) return;
  await moveHead({
    ...{ store, at, unit, fence, lineage: state.lineage },
    change: (stored = state) => ({ ...stored, keptKeys: [...new Set([...(stored.keptKeys ?? []), ...keys])].sort() }),
  });
}
