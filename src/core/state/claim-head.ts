import type { LockGranularity } from '../locks/lock-store.js';
import { readMark } from './checkpoint-mark.js';
import { type MovedHead, moveHead } from './move-head.js';
import type { StackState, StateAddress, StateStore } from './state-store.js';

export interface ClaimHeadRequest {
  readonly store: StateStore;
  readonly at: StateAddress;
  readonly unit: string;
  readonly fence: number;
  /** For a head that does not exist yet. */
  readonly target: StackState['target'];
  /** What the units of a first head are. */
  readonly lockGranularity?: LockGranularity;
  readonly now?: () => number;
}

/**
 * Writes our fence into the head before anything is begun. Needed where units have locks of their own: a late writer of a unit
 * that nobody knows yet is refused by the head alone. Nobody else may have our fence already; after the lock table was wiped
 * two runs may have been given the same one, and the second to claim is refused. A first head takes the lineage that the
 * checkpoints name.
 */
export async function claimHead(request: ClaimHeadRequest): Promise<MovedHead> {
  const read = await request.store.readState(request.at);
  const lineage = read.found ? undefined : await lineageOfCheckpoints(request);
  return moveHead({
    ...request,
    isClaim: true,
    ...(lineage !== undefined && { lineage }),
    change: (stored) =>
      stored ?? {
        target: request.target,
        components: {},
        units: {},
        ...(request.lockGranularity !== undefined && { lockGranularity: request.lockGranularity }),
      },
  });
}

async function lineageOfCheckpoints({ store, at }: ClaimHeadRequest): Promise<string | undefined> {
  for (const unit of (await store.units.list?.(at)) ?? []) {
    const checkpoint = await store.units.readCheckpoint(at, unit);
    const lineage = checkpoint.found ? readMark(checkpoint.value)?.lineage : undefined;
    if (lineage !== undefined) return lineage;
  }
  return undefined;
}
