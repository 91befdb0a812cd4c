import { LocalLockStore } from '../../../src/adapters/local-locks/local-lock-store.js';
import { acquireLease } from '../../../src/core/locks/lease.js';
import type { AcquireRequest } from '../../../src/core/locks/lock-store.js';

/** `often`: takes and frees the lock on changing levels, and tells each fence. `hold`: keeps it until it is killed. `leave`: ends with a lease. */
const [mode, folder, times] = process.argv.slice(2) as [string, string, string];
const store = new LocalLockStore({ folder });

if (mode === 'often') {
  for (let n = 0; n < Number(times); ) {
    const result = await store.acquire(request(n));
    if (!result.acquired) continue;
    process.send?.({ fence: result.lock.fence, others: (await store.list()).length - 1 });
    await store.release(result.lock);
    n += 1;
  }
} else if (mode === 'leave') {
  await acquireLease({ store, request: request(0) });
  process.send?.('held');
} else {
  await store.acquire(request(0));
  process.send?.('held');
  await new Promise((resolve) => setTimeout(resolve, 60_000));
}
process.disconnect?.();

function request(n: number): AcquireRequest {
  return {
    scope: { stack: 'shop', environment: 'prod', ...(n % 2 ? { service: 'orders' } : {}) },
    lockId: crypto.randomUUID(),
    lockedBy: 'worker',
    command: 'panka apply',
    leaseSeconds: 30,
    ttlSeconds: 3600,
    fenceAbove: 0,
    metadata: { deployment_id: 'd-1' },
  };
}
