/** Which lock. A stack lock excludes its services and components, a service lock its components, and the reverse. */
export interface LockScope {
  readonly stack: string;
  readonly environment: string;
  readonly service?: string;
  readonly component?: string;
}

/** What one deployment locks, and so what one unit of deployment is. `spec.deployment.lockGranularity` of the Stack. */
export type LockGranularity = 'stack' | 'service' | 'component';

/** `stack:S:env:E`, `…:service:X`, `…:component:X/Y`. */
export function lockKey(scope: LockScope): string {
  const base = `stack:${scope.stack}:env:${scope.environment}`;
  if (scope.component !== undefined) return `${base}:component:${scope.service}/${scope.component}`;
  return scope.service === undefined ? base : `${base}:service:${scope.service}`;
}

/** Attributes as stored. Times are Unix seconds. Source: the lock table of docs/architecture.md. */
export interface LockRecord {
  readonly lockKey: string;
  /** UUID of this acquisition. */
  readonly lockId: string;
  readonly lockedAt: number;
  readonly lockedBy: string;
  /** TTL; past it anyone may take over. */
  readonly expiresAt: number;
  /** Grows with every acquisition of this stack and environment, also after a release. */
  readonly fence: number;
  /** Grows with every renewal. */
  readonly beat: number;
  readonly leaseSeconds: number;
  readonly host: string;
  readonly pid: number;
  /** Start time of the process as the operating system gives it, to tell a reused pid. */
  readonly pidStart?: string;
  readonly command: string;
  readonly runUrl?: string;
  readonly metadata: { readonly deployment_id: string; readonly git_commit?: string; readonly ci_run_id?: string };
}

export interface AcquireRequest {
  readonly scope: LockScope;
  readonly lockId: string;
  readonly lockedBy: string;
  readonly command: string;
  readonly leaseSeconds: number;
  readonly ttlSeconds: number;
  /** The fence must be above this (the head of the state remembers it when the lock was deleted). */
  readonly fenceAbove: number;
  readonly runUrl?: string;
  readonly metadata: LockRecord['metadata'];
}

export type AcquireResult =
  | { readonly acquired: true; readonly lock: LockRecord }
  /** Held by another; every record that excludes ours. */
  | { readonly acquired: false; readonly holders: readonly LockRecord[] };

/** The primitive operations; waiting, beating and taking over are in `lease.ts`, once for every store. ≤ 5 methods. */
export interface LockStore {
  /** One attempt, atomic over the levels. A lost reply is recognised by `lockId`. */
  acquire(request: AcquireRequest): Promise<AcquireResult>;
  /** Adds one to `beat` and moves `expiresAt`; false when the lock is no longer ours. */
  renew(lock: LockRecord, ttlSeconds: number): Promise<LockRecord | undefined>;
  /** False when it was no longer ours. */
  release(lock: LockRecord): Promise<boolean>;
  list(filter?: { readonly stack?: string; readonly environment?: string }): Promise<readonly LockRecord[]>;
  /** Removes exactly this record (same lockId and beat) so that another can acquire; false when it has changed. */
  evict(lock: LockRecord): Promise<boolean>;
}
