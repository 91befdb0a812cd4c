import { expect } from 'chai';
import { auditedUnlock } from '../../../src/core/audit/audited-unlock.js';
import type { LockRecord } from '../../../src/core/locks/lock-store.js';
import { ObjectStateStore } from '../../../src/core/state/object-state-store.js';
import { failureOf } from '../../helpers/failure-of.js';
import { MemoryLockStore, MemoryLocks } from '../locks/memory-lock-store.js';
import { MemoryObjects } from '../state/memory-objects.js';
import { AT } from '../state/state-samples.js';

describe('removing a lock by hand', () => {
  const objects = new MemoryObjects();
  const state = new ObjectStateStore(objects);
  const locks = new MemoryLockStore(new MemoryLocks(), { host: 'ci', pid: 7 }, Date.now);
  const target = { name: 'sandbox', account: '0', region: 'eu-central-1' };
  const ports = (id: string) => ({
    ...{ state, locks, target, run: { id, command: 'panka unlock', by: 'otto', host: 'two', pid: 8 } },
  });
  const taken = async (lockId: string): Promise<LockRecord> => {
    const result = await locks.acquire({
      ...{ scope: { ...AT, service: 'api' }, lockId, lockedBy: 'anna', command: 'panka apply', leaseSeconds: 30 },
      ...{ ttlSeconds: 3600, fenceAbove: 0, metadata: { deployment_id: 'd-1' } },
    });
    if (!result.acquired) throw new Error('held');
    return result.lock;
  };

  it('says in the audit trail who removed whose lock of what', async () => {
    const lock = await taken('one');
    expect(await auditedUnlock({ ports: ports('u-1'), at: AT, lock })).to.deep.equal(lock);
    const { entries } = await state.audit.read(AT, {});
    expect(entries[0]).to.deep.include({
      ...{ event: 'started', command: 'panka unlock', unit: 'service.api' },
      lock: { key: 'stack:shop:env:prod:service:api', id: 'one', fence: lock.fence },
      actor: { user: 'otto', host: 'two', pid: 8 },
    });
    expect(entries[1]).to.include({ event: 'ended', outcome: 'removed' });
  });

  it('does not happen when it cannot be written down', async () => {
    const lock = await taken('two');
    objects.write = async () => {
      throw new Error('disk full');
    };
    expect((await failureOf(auditedUnlock({ ports: ports('u-2'), at: AT, lock }))).code).to.equal('AuditUnwritable');
    expect(await locks.list()).to.deep.equal([lock]);
  });
});
