import { checksBeforeUnlock, type LockStatus } from '../core/locks/lock-status.js';
import { duration, type Style } from './style.js';

/** Locks in three lines each: key, holder, how to remove it. */
export function lockListView(locks: readonly LockStatus[], style: Style): string {
  if (locks.length === 0) return 'No locks.';
  return locks.map((lock) => [...holderLines(lock, style), `  ${unlockCommand(lock)}`].join('\n')).join('\n');
}

/** Everything about one lock, and what to look at before it is removed. */
export function lockView(lock: LockStatus, style: Style): string {
  const { metadata } = lock;
  const facts: [string, string | undefined][] = [
    ['level', lock.level],
    ['id', lock.lockId],
    ['since', time(lock.lockedAt)],
    ['last beat', `${time(lock.lastBeat)} (number ${lock.beat}, by its holder's clock)`],
    ['expires', time(lock.expiresAt)],
    ['lease', `${lock.leaseSeconds} s`],
    ['fence', String(lock.fence)],
    ['run', metadata.deployment_id],
    ['commit', metadata.git_commit],
    ['CI run', lock.runUrl ?? metadata.ci_run_id],
  ];
  const known = facts.filter(([, value]) => value !== undefined);
  return [
    ...holderLines(lock, style),
    ...known.map(([name, value]) => `  ${name.padEnd(9)}  ${value}`),
    '  before it is removed:',
    ...checksBeforeUnlock(lock).map((check) => `    - ${check}`),
    `  ${unlockCommand(lock)}`,
  ].join('\n');
}

function holderLines(lock: LockStatus, style: Style): string[] {
  const state = lock.canBeTakenOver ? style('yellow', 'its holder is gone: the next run takes it over') : 'held';
  return [
    style('bold', lock.lockKey),
    `  ${lock.lockedBy}, ${lock.command}, ${lock.host} pid ${lock.pid}, for ${duration(lock.ageSeconds * 1000)}, beat ${lock.beat}, ${state}`,
  ];
}

function unlockCommand({ lockKey, lockId }: LockStatus): string {
  return `panka unlock ${lockKey} --id ${lockId}`;
}

function time(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
