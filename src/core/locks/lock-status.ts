import { parseLockKey } from './lock-scope.js';
import type { LockGranularity, LockRecord } from './lock-store.js';

/** A lock as a person looks at it. Times are Unix seconds. */
export interface LockStatus extends LockRecord {
  /** What it locks. */
  readonly level: LockGranularity;
  /** What is known of its holder's process: `alive`, `gone`, `rebooted`, or `unknown` on another machine. */
  readonly holder: string;
  /** By this machine's clock. */
  readonly ageSeconds: number;
  /** When its holder renewed it last, by the holder's clock. */
  readonly lastBeat: number;
  /** True: the next run that wants it takes it over at once, without anybody's help. */
  readonly canBeTakenOver: boolean;
}

export interface LockStatusRequest {
  readonly holder: string;
  /** Unix seconds. */
  readonly now: number;
  /** The time to live that every renewal gives anew, seconds. */
  readonly ttlSeconds: number;
}

export function lockStatus(lock: LockRecord, { holder, now, ttlSeconds }: LockStatusRequest): LockStatus {
  const scope = parseLockKey(lock.lockKey);
  const level = scope?.component !== undefined ? 'component' : scope?.service !== undefined ? 'service' : 'stack';
  return {
    ...lock,
    level,
    holder,
    ageSeconds: Math.max(0, Math.round(now - lock.lockedAt)),
    lastBeat: lock.expiresAt - ttlSeconds,
    canBeTakenOver: holder === 'gone' || lock.expiresAt < now,
  };
}

/** What to look at before a lock is removed by hand, as sentences. */
export function checksBeforeUnlock(lock: LockStatus): readonly string[] {
  if (lock.canBeTakenOver) return ['not needed: its holder is gone, and the next run takes it over by itself'];
  const run = lock.runUrl === undefined ? `its run (${lock.metadata.deployment_id})` : `its run, ${lock.runUrl},`;
  const where =
    lock.holder === 'alive'
      ? `its process ${lock.pid} runs on this machine: stop it there first (Ctrl-C lets it end cleanly)`
      : `see whether ${run} or process ${lock.pid} on "${lock.host}" still works`;
  return [
    where,
    `if it is dead, waiting does the same: a run with --lock-timeout takes it over after ${lock.leaseSeconds} s without a sign of life`,
    'if it lives, it stops before its next step, and the next run finishes what it began',
  ];
}
