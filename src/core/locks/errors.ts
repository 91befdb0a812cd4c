import { EXIT, PankaError } from '../diagnostics/panka-error.js';
import { writeAdvice } from '../state/write-advice.js';
import type { LockRecord } from './lock-store.js';

/** A holder as a waiter sees it. */
export interface SeenHolder {
  readonly lock: LockRecord;
  /** For how long the same beat was seen, milliseconds; undefined when it was seen once only. */
  readonly sameBeatMs?: number;
  readonly takeOver: string;
}

/** Another run holds a lock that excludes ours. */
export function lockHeld(key: string, holders: readonly SeenHolder[], waitedMs: number): PankaError {
  const waited = waitedMs > 0 ? ` after waiting ${seconds(waitedMs)}` : '';
  const first = holders[0]?.lock;
  return new PankaError({
    code: 'LockHeld',
    message: `"${key}" is locked${waited}: ${holders.map(describeHolder).join('; ')}`,
    suggestions: [
      'panka locks list',
      'run the command again with --lock-timeout 5m',
      ...(first === undefined ? [] : [`panka unlock ${first.lockKey} --id ${first.lockId}`]),
    ],
    exitCode: EXIT.locked,
    ...(first?.runUrl !== undefined && { ref: first.runUrl }),
  });
}

/** The lock was taken over, removed, or could not be renewed for a whole lease: no further step may be begun. */
export function lockLost(lock: LockRecord, why: string): PankaError {
  return new PankaError({
    code: 'LockLost',
    message: `the lock "${lock.lockKey}" of this run is lost: ${why}; no further step is begun`,
    suggestions: ['panka locks list', 'run the command again: it finishes what was begun'],
    exitCode: EXIT.locked,
  });
}

/** Nothing is locked under that key. */
export function lockNotFound(key: string): PankaError {
  return new PankaError({
    code: 'LockNotFound',
    message: `nothing is locked under "${key}"`,
    suggestions: ['panka locks list'],
    exitCode: EXIT.input,
  });
}

/** The lock is held under another id: another run than the one that was looked at. */
export function lockIdMismatch(lock: LockRecord, given: string): PankaError {
  return new PankaError({
    code: 'LockIdMismatch',
    message: `"${lock.lockKey}" is not locked with the id "${given}": ${describeHolder({ lock, takeOver: 'it was left alone' })}`,
    suggestions: ['panka locks list', `panka unlock ${lock.lockKey} --id ${lock.lockId}`],
    exitCode: EXIT.input,
  });
}

/** Not a key of the lock table. */
export function invalidLockKey(key: string): PankaError {
  return new PankaError({
    code: 'InvalidLockKey',
    message: `"${key}" is not a lock key; one looks like "stack:shop:env:production"`,
    suggestions: ['panka locks list'],
    exitCode: EXIT.input,
  });
}

/** The locks are there but cannot be read, so nobody can know whether they are held. */
export function locksUnreadable(place: string, why: string, cause?: unknown): PankaError {
  return new PankaError({
    code: 'LocksUnreadable',
    message: `the locks at "${place}" could not be read: ${why}`,
    suggestions: [`ls -la "${place}"`, `if no panka runs: rm "${place}"`],
    cause,
  });
}

/** The folder (or table) refuses writes. */
export function locksUnwritable(folder: string, cause: unknown): PankaError {
  return new PankaError({
    code: 'LocksUnwritable',
    message: `the lock folder "${folder}" cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
    suggestions: writeAdvice(folder, cause),
    cause,
  });
}

/** `anna on "ci-3" (pid 41, "panka apply") since 2026-01-01T10:00:00Z, …`. */
function describeHolder(seen: SeenHolder): string {
  const { lock, sameBeatMs, takeOver } = seen;
  const beat = sameBeatMs === undefined ? '' : `, no sign of life for ${seconds(sameBeatMs)}`;
  const run = lock.runUrl === undefined ? '' : `, ${lock.runUrl}`;
  const since = new Date(lock.lockedAt * 1000).toISOString();
  return `${lock.lockKey} is held by ${lock.lockedBy} on "${lock.host}" (pid ${lock.pid}, "${lock.command}"${run}) since ${since}${beat}; ${takeOver}`;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}
