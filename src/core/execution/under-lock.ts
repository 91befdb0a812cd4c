import { acquireLease, keepLease, type Lease } from '../locks/lease.js';
import type { LockScope } from '../locks/lock-store.js';
import { unitName } from '../state/fences.js';
import { highestFence } from '../state/highest-fence.js';
import type { DeploymentPorts } from './ports.js';
import type { RunKeeper } from './run-keeper.js';

export interface UnderLockRequest {
  readonly ports: Pick<DeploymentPorts, 'state' | 'locks' | 'run' | 'emit' | 'processAlive' | 'clock'>;
  readonly scope: LockScope;
  /** Milliseconds to wait for the lock. */
  readonly lockTimeout: number;
  readonly signal: AbortSignal;
  /** The highest fence that was seen, where the caller knows; else it is read from the state. */
  readonly fenceAbove?: number;
  /** Renews the lock; by default a timer of this thread does. */
  readonly keeper?: RunKeeper | undefined;
}

const LEASE_SECONDS = 30;
/** What every renewal gives a lock anew; past it, anyone may take it over. */
export const LOCK_TTL_SECONDS = 3600;

/** Runs with the lock, renewed until it is released. Throws LockHeld. */
export async function underLock<T>(request: UnderLockRequest, work: (lease: Lease) => Promise<T>): Promise<T> {
  const { ports, scope } = request;
  ports.emit({ type: 'phase', phase: 'lock' });
  const [fenceAbove, keep] = await Promise.all([
    request.fenceAbove ?? highestFence(ports.state, scope, unitName(scope)),
    request.keeper?.start() ?? keepLease,
  ]);
  const lease = await acquireLease({
    store: ports.locks,
    request: {
      scope,
      lockId: crypto.randomUUID(),
      lockedBy: ports.run.by,
      command: ports.run.command,
      leaseSeconds: LEASE_SECONDS,
      ttlSeconds: LOCK_TTL_SECONDS,
      fenceAbove,
      runUrl: ports.run.runUrl,
      metadata: { deployment_id: ports.run.id, git_commit: ports.run.gitCommit, ci_run_id: ports.run.ciRunId },
    },
    waitMs: request.lockTimeout,
    onWaiting: (waiting) => ports.emit({ type: 'waiting-for-lock', waiting }),
    processAlive: ports.processAlive,
    clock: ports.clock,
    signal: request.signal,
    keep,
  });
  for (const lock of lease.tookOver)
    ports.emit({ type: 'lock-taken-over', from: `${lock.lockedBy} (${lock.host}, pid ${lock.pid})` });
  return releasedAfter(lease, work);
}

/** A lock that cannot be freed must not hide why the work failed: its lease runs out by itself. */
async function releasedAfter<T>(lease: Lease, work: (lease: Lease) => Promise<T>): Promise<T> {
  let result: T;
  try {
    result = await work(lease);
  } catch (error) {
    await lease.release().catch(() => undefined);
    // What failed because the lock was lost is told as that.
    throw lease.lost.aborted ? lease.lost.reason : error;
  }
  await lease.release();
  return result;
}
