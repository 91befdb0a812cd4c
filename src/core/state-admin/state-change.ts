import { audited, auditLock } from '../audit/audited.js';
import type { DeploymentPorts } from '../execution/ports.js';
import { type UnderLockRequest, underLock } from '../execution/under-lock.js';
import type { Lease } from '../locks/lease.js';
import { STACK_UNIT } from '../state/fences.js';
import type { StateAddress } from '../state/state-store.js';
import { seenOfState } from './seen-of-state.js';

export type StateChangePorts = UnderLockRequest['ports'] & Pick<DeploymentPorts, 'target'>;

/** A command that changes the state by hand, without an engine and without the cloud. */
export interface StateChangeRequest {
  readonly ports: StateChangePorts;
  readonly at: StateAddress;
  /** Milliseconds to wait for the lock. */
  readonly lockTimeout: number;
  readonly signal: AbortSignal;
}

/** What such a command has done, for the audit trail. */
export interface StateChanged {
  readonly outcome: string;
  readonly serial?: number;
}

/**
 * Runs under the lock of the whole stack, between two entries of the audit trail. Also where the state is damaged: then the
 * fence is above whatever can still be read.
 */
export async function changeState<T extends StateChanged>(
  request: StateChangeRequest,
  work: (lease: Lease) => Promise<T>,
): Promise<T> {
  const { ports, at } = request;
  const { fence, serial } = await seenOfState(ports.state, at);
  return underLock({ ...request, scope: at, fenceAbove: fence }, (lease) =>
    audited(
      {
        ...{ state: ports.state, at, unit: STACK_UNIT, run: ports.run, target: ports.target },
        lock: auditLock(lease.lock, lease.tookOver),
        ...(serial !== undefined && { serial }),
        resultOf: (result: T) => result,
      },
      () => work(lease),
    ),
  );
}
