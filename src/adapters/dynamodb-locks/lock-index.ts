import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type LockScope, lockKey } from '../../core/locks/lock-store.js';
import { type Item, number } from './lock-item.js';

/**
 * One item for each stack and environment, beside its locks, by which the levels exclude each other without a scan: every
 * acquisition writes it on condition that nobody has since it was read. It has no `expiresAt`, so it outlives the locks and
 * remembers the last fence.
 */
export interface LockIndex {
  /**
   * The acquisition that wrote it, unlike any other; undefined: there is no item yet. Not a number that grows: a table that was
   * emptied would come to the same number again. Nor the lock's id: a run whose lock was deleted acquires it a second time. A
   * request from before would fit in both cases, and put back what the index was then.
   */
  readonly lastTake: string | undefined;
  readonly fence: number;
  /** Keys that were locked; a lock that is gone from the table is not held, whatever stands here. */
  readonly keys: readonly string[];
}

export const NO_INDEX: LockIndex = { lastTake: undefined, fence: 0, keys: [] };

/** Not a lock key, so it is never taken for one. */
export function indexKey(scope: Pick<LockScope, 'stack' | 'environment'>): string {
  return `${lockKey({ stack: scope.stack, environment: scope.environment })}:index`;
}

export function indexItem(key: string, index: LockIndex & { readonly lastTake: string }): Item {
  const keys: AttributeValue = { L: index.keys.map((one) => ({ S: one })) };
  return { lockKey: { S: key }, lastTake: { S: index.lastTake }, fence: number(index.fence), keys };
}

export function indexOf(item: Item): LockIndex | undefined {
  const lastTake = item['lastTake']?.S;
  const fence = Number(item['fence']?.N);
  const keys = item['keys']?.L?.map((one) => one.S);
  if (lastTake === undefined || !Number.isInteger(fence) || keys === undefined) return undefined;
  return { lastTake, fence, keys: keys.filter((key) => key !== undefined) };
}
