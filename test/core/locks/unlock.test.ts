import { expect } from 'chai';
import type { LockRecord } from '../../../src/core/locks/lock-store.js';
import { unlockById } from '../../../src/core/locks/unlock.js';
import { failureOf } from '../../helpers/failure-of.js';
import { MemoryLockStore, MemoryLocks } from './memory-lock-store.js';

const KEY = 'stack:shop:env:prod';

describe('unlockById', () => {
  let store: MemoryLockStore;
  let lock: LockRecord;
  beforeEach(async () => {
    store = new MemoryLockStore(new MemoryLocks(), { host: 'one', pid: 7 }, Date.now);
    const result = await store.acquire({
      scope: { stack: 'shop', environment: 'prod' },
      lockId: 'right',
      lockedBy: 'anna',
      command: 'panka apply',
      leaseSeconds: 30,
      ttlSeconds: 3600,
      fenceAbove: 0,
      metadata: { deployment_id: 'd-1' },
    });
    if (!result.acquired) throw new Error('held');
    lock = result.lock;
  });

  it('removes the lock with the right id and returns it for the audit', async () => {
    expect(await unlockById({ store, key: KEY, lockId: 'right' })).to.deep.equal(lock);
    expect(await store.list()).to.deep.equal([]);
  });

  it('leaves the lock alone when the id is another, and names the holder', async () => {
    const failure = await failureOf(unlockById({ store, key: KEY, lockId: 'wrong' }));
    expect(failure).to.include({ code: 'LockIdMismatch', exitCode: 3 });
    expect(failure.message).to.include('"wrong"').and.to.include('anna').and.to.include('pid 7');
    expect(await store.list()).to.deep.equal([lock]);
  });

  it('looks again when the holder renews in between', async () => {
    const list = store.list.bind(store);
    let renewals = 2;
    store.list = async (filter) => {
      const found = await list(filter);
      if (renewals-- > 0) await store.renew(lock, 3600);
      return found;
    };
    await unlockById({ store, key: KEY, lockId: 'right' });
    expect(await list()).to.deep.equal([]);
  });

  it('says when nothing is locked there, or the key is none', async () => {
    expect((await failureOf(unlockById({ store, key: `${KEY}:service:a`, lockId: 'right' }))).code).to.equal(
      'LockNotFound',
    );
    const failure = await failureOf(unlockById({ store, key: 'shop', lockId: 'right' }));
    expect(failure.code).to.equal('InvalidLockKey');
    expect(failure.message).to.include('"shop"');
  });
});
