import { parseLockKey, scopesExclude } from './lock-scope.js';
import { type AcquireRequest, type AcquireResult, type LockRecord, lockKey } from './lock-store.js';

/** All locks of one stack and environment, and the last fence given out. */
export interface LockTable {
  readonly fence: number;
  readonly locks: readonly LockRecord[];
}

/** Where the holder runs, as the store's client knows it. */
export type Holder = Pick<LockRecord, 'host' | 'pid' | 'pidStart'>;

export const EMPTY_TABLE: LockTable = { fence: 0, locks: [] };

/** One attempt. A lock with our id is our own, taken by a request whose reply was lost. `now` in Unix seconds. */
export function acquireIn(
  table: LockTable,
  request: AcquireRequest,
  by: { readonly holder: Holder; readonly now: number },
): { readonly table: LockTable; readonly result: AcquireResult } {
  const own = table.locks.find((lock) => lock.lockId === request.lockId);
  if (own !== undefined) return { table, result: { acquired: true, lock: own } };
  const holders = table.locks.filter((lock) => excludes(lock, request));
  if (holders.length > 0) return { table, result: { acquired: false, holders } };
  const lock = recordOf(request, Math.max(table.fence, request.fenceAbove) + 1, by);
  return { table: { fence: lock.fence, locks: [...table.locks, lock] }, result: { acquired: true, lock } };
}

/** The table and record after a renewal; undefined when the lock is no longer there. */
export function renewIn(
  table: LockTable,
  lock: LockRecord,
  expiresAt: number,
): { readonly table: LockTable; readonly lock: LockRecord } | undefined {
  const stored = table.locks.find((one) => one.lockId === lock.lockId);
  if (stored === undefined) return undefined;
  const renewed = { ...stored, beat: stored.beat + 1, expiresAt };
  return { table: { ...table, locks: table.locks.map((one) => (one === stored ? renewed : one)) }, lock: renewed };
}

/** The table without the lock; undefined when it is no longer there, or has another beat where `beat` is asked for. */
export function removeFrom(table: LockTable, lockId: string, beat?: number): LockTable | undefined {
  const stored = table.locks.find((one) => one.lockId === lockId && (beat === undefined || one.beat === beat));
  return stored && { ...table, locks: table.locks.filter((one) => one !== stored) };
}

function excludes(lock: LockRecord, request: AcquireRequest): boolean {
  const scope = parseLockKey(lock.lockKey);
  return scope === undefined || scopesExclude(scope, request.scope);
}

function recordOf(request: AcquireRequest, fence: number, by: { holder: Holder; now: number }): LockRecord {
  const { lockId, lockedBy, command, leaseSeconds, runUrl, metadata } = request;
  return {
    lockKey: lockKey(request.scope),
    lockId,
    lockedAt: by.now,
    lockedBy,
    expiresAt: by.now + request.ttlSeconds,
    fence,
    beat: 1,
    leaseSeconds,
    ...by.holder,
    command,
    ...(runUrl !== undefined && { runUrl }),
    metadata,
  };
}
