import { isPankaError } from '../diagnostics/panka-error.js';
import type { RunIdentity, TargetIdentity } from '../execution/ports.js';
import type { LockRecord } from '../locks/lock-store.js';
import type { StateAddress, StateStore } from '../state/state-store.js';
import type { AuditActor, AuditEnd, AuditLock } from './audit-entry.js';
import { auditIncomplete, auditUnwritable } from './errors.js';

export interface AuditedRequest<T> {
  readonly state: Pick<StateStore, 'audit' | 'describe'>;
  readonly at: StateAddress;
  readonly unit: string;
  readonly run: RunIdentity;
  readonly target?: TargetIdentity;
  readonly lock?: AuditLock;
  /** Serial of the state before. */
  readonly serial?: number;
  readonly resultOf: (result: T) => { readonly outcome: string; readonly serial?: number };
}

/**
 * Does the work between two entries of the audit trail. A start that cannot be written keeps it from beginning; it ends with
 * its own error, whatever becomes of the entry that says so. Only a success whose end could not be written is `AuditIncomplete`.
 */
export async function audited<T>(request: AuditedRequest<T>, work: () => Promise<T>): Promise<T> {
  const startedAt = Date.now();
  await begin(request, startedAt);
  let result: T;
  try {
    result = await work();
  } catch (error) {
    const errorCode = isPankaError(error) ? error.code : 'Bug';
    await end(request, startedAt, { outcome: 'error', errorCode }).catch(() => undefined);
    throw error;
  }
  const done = request.resultOf(result);
  await end(request, startedAt, done).catch((cause: unknown) => {
    throw auditIncomplete(request.state.describe(request.at), done, cause);
  });
  return result;
}

/** The lock of an entry. */
export function auditLock(lock: LockRecord, tookOver: readonly LockRecord[] = []): AuditLock {
  const dead = tookOver.map((one) => `${one.lockedBy} (${one.host}, pid ${one.pid})`);
  return { key: lock.lockKey, id: lock.lockId, fence: lock.fence, ...(dead.length > 0 && { tookOver: dead }) };
}

async function begin<T>(request: AuditedRequest<T>, startedAt: number): Promise<void> {
  const { state, at, unit, run, target, lock, serial } = request;
  try {
    await state.audit.append(at, {
      event: 'started',
      run: run.id,
      unit,
      at: new Date(startedAt).toISOString(),
      command: run.command,
      arguments: run.arguments ?? [],
      actor: await actorOf(run),
      ...(lock !== undefined && { lock }),
      ...(target !== undefined && { target: `${target.name} ${target.account}/${target.region}` }),
      ...(serial !== undefined && { serial }),
    });
  } catch (error) {
    throw auditUnwritable(state.describe(at), error);
  }
}

function end<T>(
  { state, at, unit, run }: AuditedRequest<T>,
  startedAt: number,
  done: Pick<AuditEnd, 'outcome' | 'errorCode' | 'serial'>,
): Promise<void> {
  const now = Date.now();
  return state.audit.append(at, {
    event: 'ended',
    run: run.id,
    unit,
    at: new Date(now).toISOString(),
    command: run.command,
    durationMs: now - startedAt,
    ...done,
  });
}

async function actorOf(run: RunIdentity): Promise<AuditActor> {
  const { by, host, pid, gitCommit, ciRunId, runUrl } = run;
  const awsCaller = await run.awsCaller?.();
  return {
    ...{ user: by, host, pid },
    ...(gitCommit !== undefined && { gitCommit }),
    ...(ciRunId !== undefined && { ciRunId }),
    ...(runUrl !== undefined && { runUrl }),
    ...(awsCaller !== undefined && { awsCaller }),
  };
}
