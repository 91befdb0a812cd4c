import { expect } from 'chai';
import { parseLockKey, scopesExclude } from '../../../src/core/locks/lock-scope.js';
import { type LockScope, lockKey } from '../../../src/core/locks/lock-store.js';
import { lockStoreContract } from '../../contracts/lock-store.contract.js';
import { MemoryLockStore, MemoryLocks } from './memory-lock-store.js';

lockStoreContract('the lock table in memory', async () => {
  const locks = new MemoryLocks();
  return {
    first: new MemoryLockStore(locks, { host: 'one', pid: 1 }, Date.now),
    second: new MemoryLockStore(locks, { host: 'two', pid: 2 }, Date.now),
    wipe: async () => locks.tables.clear(),
  };
});

describe('lock keys', () => {
  const base = { stack: 'user-platform', environment: 'production' };
  const scopes: readonly LockScope[] = [
    base,
    { ...base, service: 'user-service' },
    { ...base, service: 'user-service', component: 'api' },
  ];

  it('are those of the lock table, and say which scope they lock', () => {
    expect(scopes.map(lockKey)).to.deep.equal([
      'stack:user-platform:env:production',
      'stack:user-platform:env:production:service:user-service',
      'stack:user-platform:env:production:component:user-service/api',
    ]);
    expect(scopes.map(lockKey).map(parseLockKey)).to.deep.equal(scopes);
  });

  it('are not taken for one when they are none', () => {
    for (const key of [
      '',
      'stack:a',
      'stack:a:env:',
      'env:b:stack:a',
      'stack:a:env:b:service:',
      'stack:a:env:b:component:c',
      'stack:a:env:b:x:c',
    ])
      expect(parseLockKey(key), key).to.equal(undefined);
  });

  it('exclude each other in both directions alike', () => {
    for (const a of scopes) for (const b of scopes) expect(scopesExclude(a, b)).to.equal(scopesExclude(b, a));
  });
});
