import { invalidLockKey, lockIdMismatch, lockNotFound } from './errors.js';
import { parseLockKey } from './lock-scope.js';
import type { LockRecord, LockStore } from './lock-store.js';

export interface UnlockRequest {
  readonly store: LockStore;
  readonly key: string;
  readonly lockId: string;
}

/** The lock that would be removed. Throws InvalidLockKey, LockNotFound, LockIdMismatch. */
export async function lockToRemove(request: UnlockRequest): Promise<LockRecord> {
  const scope = parseLockKey(request.key);
  if (scope === undefined) throw invalidLockKey(request.key);
  const { stack, environment } = scope;
  const locks = await request.store.list({ stack, environment });
  const lock = locks.find((one) => one.lockKey === request.key);
  if (lock === undefined) throw lockNotFound(request.key);
  if (lock.lockId !== request.lockId) throw lockIdMismatch(lock, request.lockId);
  return lock;
}

/**
 * Removes a lock by hand and returns what was removed, for the audit. The id must be right, so that nobody removes another
 * run's lock than the one that was looked at. A holder that lives finds out at its next renewal.
 */
export async function unlockById(request: UnlockRequest): Promise<LockRecord> {
  for (;;) {
    const lock = await lockToRemove(request);
    // False: it was renewed meanwhile (look again) or released (then the next look says so).
    if (await request.store.evict(lock)) return lock;
  }
}
