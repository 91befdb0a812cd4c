import type { DeploymentPorts } from '../execution/ports.js';
import { parseLockKey } from '../locks/lock-scope.js';
import type { LockRecord } from '../locks/lock-store.js';
import { unlockById } from '../locks/unlock.js';
import { unitName } from '../state/fences.js';
import type { StateAddress } from '../state/state-store.js';
import { audited, auditLock } from './audited.js';

export interface AuditedUnlockRequest {
  readonly ports: Pick<DeploymentPorts, 'state' | 'locks' | 'run' | 'target'>;
  readonly at: StateAddress;
  /** As it was looked at. */
  readonly lock: LockRecord;
}

/** Removes a lock by hand, between two entries of the audit trail that name it. */
export function auditedUnlock({ ports, at, lock }: AuditedUnlockRequest): Promise<LockRecord> {
  const { state, locks, run, target } = ports;
  const scope = parseLockKey(lock.lockKey);
  return audited(
    {
      ...{ state, at, run, target, lock: auditLock(lock), unit: unitName(scope ?? {}) },
      resultOf: () => ({ outcome: 'removed' }),
    },
    () => unlockById({ store: locks, key: lock.lockKey, lockId: lock.lockId }),
  );
}
