import { expect } from 'chai';
import {
  type AcquireRequest,
  type LockRecord,
  type LockScope,
  type LockStore,
  lockKey,
} from '../../src/core/locks/lock-store.js';

/** Two clients onto the same storage, as two processes have them. */
export interface LockStoreClients {
  readonly first: LockStore;
  readonly second: LockStore;
  /** Removes every stored item, as a careless person or a cleaner does. */
  readonly wipe: () => Promise<void>;
  readonly close?: () => Promise<void>;
}

const TTL = 3600;
let ids = 0;

/** What every `LockStore` promises. */
export function lockStoreContract(name: string, open: () => Promise<LockStoreClients>): void {
  describe(`${name} as a LockStore`, () => {
    let clients: LockStoreClients;
    beforeEach(async () => {
      clients = await open();
    });
    afterEach(async () => clients.close?.());

    exclusion(() => clients);
    fences(() => clients);
    renewals(() => clients);
    removals(() => clients);
  });
}

function exclusion(clients: () => LockStoreClients): void {
  const stack: LockScope = { stack: 'shop', environment: 'prod' };
  const orders = { ...stack, service: 'orders' };
  const users = { ...stack, service: 'users' };
  const api = { ...orders, component: 'api' };
  const db = { ...orders, component: 'db' };
  const excluding: readonly (readonly [LockScope, LockScope])[] = [
    [stack, stack],
    [stack, orders],
    [stack, api],
    [orders, orders],
    [orders, api],
    [api, api],
  ];
  const apart: readonly (readonly [LockScope, LockScope])[] = [
    [orders, users],
    [api, db],
    [users, api],
    [stack, { ...stack, environment: 'dev' }],
    [stack, { ...stack, stack: 'blog' }],
    [api, { ...users, component: 'api' }],
  ];

  for (const [a, b] of [...excluding, ...excluding.map(([x, y]) => [y, x] as const)]) {
    it(`refuses ${lockKey(b)} while another holds ${lockKey(a)}, and names the holder`, async () => {
      const { first, second } = clients();
      const held = await acquired(first, request(a));
      const result = await second.acquire(request(b));
      expect(result).to.deep.equal({ acquired: false, holders: [held] });
    });
  }
  for (const [a, b] of apart) {
    it(`gives ${lockKey(b)} while another holds ${lockKey(a)}`, async () => {
      await acquired(clients().first, request(a));
      await acquired(clients().second, request(b));
    });
  }

  it('names every holder that excludes a stack lock', async () => {
    const { first, second } = clients();
    const held = [await acquired(first, request(api)), await acquired(first, request(users))];
    const result = await second.acquire(request(stack));
    expect(result.acquired).to.equal(false);
    if (!result.acquired) expect(result.holders).to.have.deep.members(held);
  });

  it('gives the lock to exactly one of many that ask at once', async () => {
    const { first, second } = clients();
    const requests = Array.from({ length: 12 }, (_, n) =>
      (n % 2 ? first : second).acquire(request(n % 3 ? stack : api)),
    );
    const results = await Promise.all(requests);
    const winners = results.filter((result) => result.acquired);
    expect(winners.length).to.equal(1);
  });

  it('frees the levels when the lock is released', async () => {
    const { first, second } = clients();
    const held = await acquired(first, request(stack));
    expect(await first.release(held)).to.equal(true);
    await acquired(second, request(api));
  });

  it('stores every attribute of the lock table', async () => {
    const asked = {
      ...request(stack),
      runUrl: 'https://ci.example/7',
      metadata: { deployment_id: 'd-7', git_commit: 'abc', ci_run_id: '7' },
    };
    const lock = await acquired(clients().first, asked);
    expect(lock).to.include({
      lockKey: 'stack:shop:env:prod',
      lockId: asked.lockId,
      lockedBy: 'anna',
      command: 'panka apply',
      runUrl: asked.runUrl,
      leaseSeconds: 30,
    });
    expect(lock.metadata).to.deep.equal(asked.metadata);
    expect(lock.expiresAt - lock.lockedAt).to.equal(TTL);
    expect(lock.pid).to.be.a('number');
    expect(lock.host).to.be.a('string');
    expect(await clients().second.list()).to.deep.equal([lock]);
  });
}

function fences(clients: () => LockStoreClients): void {
  const scope: LockScope = { stack: 'shop', environment: 'prod' };

  it('gives a higher fence with each acquisition, after releases and evictions and on all levels', async () => {
    const { first, second } = clients();
    const one = await acquired(first, request(scope));
    await first.release(one);
    const two = await acquired(second, request({ ...scope, service: 'a' }));
    const three = await acquired(first, request({ ...scope, service: 'b', component: 'c' }));
    await second.evict(two);
    const four = await acquired(second, request({ ...scope, service: 'a' }));
    const numbers = [one, two, three, four].map((lock) => lock.fence);
    expect(numbers).to.deep.equal([...numbers].sort((a, b) => a - b));
    expect(new Set(numbers).size).to.equal(4);
  });

  it('never gives a fence that is not above the one that the state remembers', async () => {
    const lock = await acquired(clients().first, { ...request(scope), fenceAbove: 41 });
    expect(lock.fence).to.be.greaterThan(41);
    await clients().wipe();
    const after = await acquired(clients().second, { ...request(scope), fenceAbove: lock.fence });
    expect(after.fence).to.be.greaterThan(lock.fence);
  });

  it('recognises its own acquisition by the lock id when the reply was lost', async () => {
    const asked = request(scope);
    const lock = await acquired(clients().first, asked);
    expect(await clients().first.acquire(asked)).to.deep.equal({ acquired: true, lock });
    expect(await clients().second.list()).to.have.length(1);
  });
}

function renewals(clients: () => LockStoreClients): void {
  const scope: LockScope = { stack: 'shop', environment: 'prod' };

  it('adds a beat with each renewal, which others see', async () => {
    const { first, second } = clients();
    const lock = await acquired(first, request(scope));
    const renewed = await first.renew(lock, TTL);
    expect(renewed).to.deep.include({ lockId: lock.lockId, fence: lock.fence, beat: lock.beat + 1 });
    expect(renewed!.expiresAt).to.be.at.least(lock.expiresAt);
    expect(await second.list()).to.deep.equal([renewed]);
  });

  it('renews with an old record too, for the reply to the last renewal may be lost', async () => {
    const { first } = clients();
    const lock = await acquired(first, request(scope));
    await first.renew(lock, TTL);
    const renewed = await first.renew(lock, TTL);
    expect(renewed?.beat).to.be.greaterThan(lock.beat);
  });

  it('says that a lock is no longer ours when it was evicted, released or wiped, and does not bring it back', async () => {
    const { first, second } = clients();
    const lock = await acquired(first, request(scope));
    await second.evict(lock);
    expect(await first.renew(lock, TTL)).to.equal(undefined);
    const next = await acquired(second, request(scope));
    expect(await first.renew(lock, TTL)).to.equal(undefined);
    expect(await first.release(lock)).to.equal(false);
    expect(await first.list()).to.deep.equal([next]);
    await clients().wipe();
    expect(await second.renew(next, TTL)).to.equal(undefined);
    expect(await second.list()).to.deep.equal([]);
  });
}

function removals(clients: () => LockStoreClients): void {
  const scope: LockScope = { stack: 'shop', environment: 'prod' };

  it('evicts only the very record that was seen: not after a renewal, not a later lock', async () => {
    const { first, second } = clients();
    const lock = await acquired(first, request(scope));
    const renewed = await first.renew(lock, TTL);
    expect(await second.evict(lock)).to.equal(false);
    expect(await second.evict(renewed!)).to.equal(true);
    expect(await second.evict(renewed!)).to.equal(false);
    const next = await acquired(first, request(scope));
    expect(await second.evict(renewed!)).to.equal(false);
    expect(await second.list()).to.deep.equal([next]);
  });

  it('lets exactly one of several waiters take over', async () => {
    const { first, second } = clients();
    const dead = await acquired(first, request(scope));
    const takeOver = async (store: LockStore) => {
      await store.evict(dead);
      return store.acquire(request(scope));
    };
    const results = await Promise.all([first, second, first, second].map(takeOver));
    expect(results.filter((result) => result.acquired)).to.have.length(1);
  });

  it('releases a lock once, also with the record from before a renewal', async () => {
    const { first } = clients();
    const lock = await acquired(first, request(scope));
    await first.renew(lock, TTL);
    expect(await first.release(lock)).to.equal(true);
    expect(await first.release(lock)).to.equal(false);
  });

  it('lists by stack and environment', async () => {
    const { first, second } = clients();
    await acquired(first, request(scope));
    await acquired(first, request({ ...scope, environment: 'dev' }));
    await acquired(first, request({ stack: 'blog', environment: 'prod', service: 'web' }));
    const keys = async (filter?: Parameters<LockStore['list']>[0]) =>
      (await second.list(filter)).map((lock) => lock.lockKey).sort();
    expect(await keys()).to.deep.equal([
      'stack:blog:env:prod:service:web',
      'stack:shop:env:dev',
      'stack:shop:env:prod',
    ]);
    expect(await keys({ stack: 'shop' })).to.deep.equal(['stack:shop:env:dev', 'stack:shop:env:prod']);
    expect(await keys({ environment: 'prod' })).to.deep.equal([
      'stack:blog:env:prod:service:web',
      'stack:shop:env:prod',
    ]);
    expect(await keys({ stack: 'blog', environment: 'dev' })).to.deep.equal([]);
  });
}

function request(scope: LockScope): AcquireRequest {
  ids += 1;
  return {
    scope,
    lockId: `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`,
    lockedBy: 'anna',
    command: 'panka apply',
    leaseSeconds: 30,
    ttlSeconds: TTL,
    fenceAbove: 0,
    metadata: { deployment_id: 'd-1' },
  };
}

async function acquired(store: LockStore, asked: AcquireRequest): Promise<LockRecord> {
  const result = await store.acquire(asked);
  if (!result.acquired) throw new Error(`held by ${result.holders.map((lock) => lock.lockKey).join(', ')}`);
  return result.lock;
}
