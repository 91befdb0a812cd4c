import type { LockStore } from '../../core/locks/lock-store.js';

/** The same store, whose locks hold for so long without a sign of life, whatever is asked for. */
export function withLease(store: LockStore, leaseSeconds: number): LockStore {
  return {
    acquire: (request) => store.acquire({ ...request, leaseSeconds }),
    renew: (lock, ttlSeconds) => store.renew(lock, ttlSeconds),
    release: (lock) => store.release(lock),
    list: (filter) => store.list(filter),
    evict: (lock) => store.evict(lock),
  };
}
