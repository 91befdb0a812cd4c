import type { DeploymentOutcome } from '../execution/deployment-outcome.js';
import type { DeploymentPorts } from '../execution/ports.js';
import type { Lease } from '../locks/lease.js';
import type { LockScope } from '../locks/lock-store.js';
import { unitName } from '../state/fences.js';
import { readHead } from '../state/read-head.js';
import type { StateAddress } from '../state/state-store.js';
import { audited, auditLock } from './audited.js';

export interface AuditedUnitRequest {
  readonly ports: Pick<DeploymentPorts, 'state' | 'run' | 'target'>;
  readonly at: StateAddress;
  readonly scope: LockScope;
  /** In the place of the unit's name, where a run comes to the same unit a second time. */
  readonly auditedAs?: string;
}

/** A deployment of one unit under its lock, between two entries of the audit trail. */
export async function auditedUnit(
  { ports, at, scope, auditedAs }: AuditedUnitRequest,
  lease: Lease,
  work: () => Promise<DeploymentOutcome>,
): Promise<DeploymentOutcome> {
  const { state, run, target } = ports;
  const head = await readHead(state, at);
  return audited(
    {
      ...{ state, at, run, target, unit: auditedAs ?? unitName(scope), lock: auditLock(lease.lock, lease.tookOver) },
      ...(head !== undefined && { serial: head.serial }),
      resultOf: ({ status, serial }) => ({ outcome: status, serial }),
    },
    work,
  );
}
