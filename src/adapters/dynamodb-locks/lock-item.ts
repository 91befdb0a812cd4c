import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { LockRecord } from '../../core/locks/lock-store.js';

export type Item = Record<string, AttributeValue>;

/** A lock as an item of the table. Source of names and types: docs/architecture.md, "Locks". */
export function itemOf(lock: LockRecord): Item {
  const { metadata } = lock;
  return {
    lockKey: { S: lock.lockKey },
    lockId: { S: lock.lockId },
    lockedAt: number(lock.lockedAt),
    lockedBy: { S: lock.lockedBy },
    expiresAt: number(lock.expiresAt),
    fence: number(lock.fence),
    beat: number(lock.beat),
    leaseSeconds: number(lock.leaseSeconds),
    host: { S: lock.host },
    pid: number(lock.pid),
    ...text('pidStart', lock.pidStart),
    command: { S: lock.command },
    ...text('run_url', lock.runUrl),
    metadata: {
      M: {
        deployment_id: { S: metadata.deployment_id },
        ...text('git_commit', metadata.git_commit),
        ...text('ci_run_id', metadata.ci_run_id),
      },
    },
  };
}

/** Undefined: not a lock that panka wrote. */
export function lockOf(item: Item): LockRecord | undefined {
  const names = ['lockedAt', 'expiresAt', 'fence', 'beat', 'leaseSeconds', 'pid'] as const;
  const numbers = names.map((name) => Number(item[name]?.N));
  const texts = ['lockKey', 'lockId', 'lockedBy', 'host', 'command'].map((name) => item[name]?.S);
  if (!numbers.every(Number.isInteger) || texts.includes(undefined)) return undefined;
  const [lockedAt, expiresAt, fence, beat, leaseSeconds, pid] = numbers as [number, number, number, ...number[]];
  const [lockKey, lockId, lockedBy, host, command] = texts as [string, string, string, string, string];
  const metadata = item['metadata']?.M ?? {};
  return {
    lockKey,
    lockId,
    lockedAt,
    lockedBy,
    expiresAt,
    fence,
    beat: beat as number,
    leaseSeconds: leaseSeconds as number,
    host,
    pid: pid as number,
    ...plain('pidStart', item['pidStart']),
    command,
    ...plain('runUrl', item['run_url']),
    metadata: {
      deployment_id: metadata['deployment_id']?.S ?? '',
      ...plain('git_commit', metadata['git_commit']),
      ...plain('ci_run_id', metadata['ci_run_id']),
    },
  };
}

export function number(value: number): AttributeValue {
  return { N: String(value) };
}

function text(name: string, value: string | undefined): Item {
  return value === undefined ? {} : { [name]: { S: value } };
}

function plain(name: string, value: AttributeValue | undefined): Record<string, string> {
  return value?.S === undefined ? {} : { [name]: value.S };
}
