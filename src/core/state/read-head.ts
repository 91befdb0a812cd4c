import type { StackState, StateAddress, StateStore } from './state-store.js';

/** The head; undefined where nothing was deployed yet. */
export async function readHead(
  store: Pick<StateStore, 'readState'>,
  at: StateAddress,
): Promise<StackState | undefined> {
  const read = await store.readState(at);
  return read.found ? read.value : undefined;
}
