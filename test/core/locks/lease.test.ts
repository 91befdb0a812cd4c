import { expect } from 'chai';
import { isPankaError } from '../../../src/core/diagnostics/panka-error.js';
import { type AcquireLeaseOptions, acquireLease } from '../../../src/core/locks/lease.js';
import type { AcquireRequest, LockRecord, LockScope } from '../../../src/core/locks/lock-store.js';
import { failureOf } from '../../helpers/failure-of.js';
import { MemoryLockStore, MemoryLocks } from './memory-lock-store.js';
import { SimulatedProcess, SimulatedWorld } from './simulated-world.js';

const STACK: LockScope = { stack: 'shop', environment: 'prod' };
const SECOND = 1000;

describe('acquireLease', () => {
  let world: SimulatedWorld;
  let locks: MemoryLocks;
  let ids: number;
  beforeEach(() => {
    world = new SimulatedWorld();
    locks = new MemoryLocks();
    ids = 0;
  });

  it('renews three times a lease, so that the beat goes on and nobody takes over', async () => {
    const lease = await acquireLease(options('one'));
    await world.advance(65 * SECOND);
    expect(locks.all[0]?.beat).to.equal(7);
    expect(lease.lock.beat).to.equal(7);
    lease.assertHeld();
    const waiter = failureOf(acquireLease(options('two', { waitMs: 300 * SECOND })));
    await world.advance(301 * SECOND);
    expect((await waiter).code).to.equal('LockHeld');
    lease.assertHeld();
  });

  it('moves the TTL with each renewal', async () => {
    await acquireLease(options('one'));
    const before = locks.all[0]!.expiresAt;
    await world.advance(20 * SECOND);
    expect(locks.all[0]!.expiresAt).to.equal(before + 20);
  });

  it('stops renewing after release, and is not held any more', async () => {
    const lease = await acquireLease(options('one'));
    await lease.release();
    await lease.release();
    expect(locks.all).to.deep.equal([]);
    await world.advance(100 * SECOND);
    expect(locks.all).to.deep.equal([]);
    expect(lease.lost.aborted).to.equal(false);
    expect(() => lease.assertHeld()).to.throw('it was released');
  });

  it('says at once that the lock is held, by whom, and what to type', async () => {
    await acquireLease(options('one', {}, { runUrl: 'https://ci.example/7' }));
    const failure = await failureOf(acquireLease(options('two')));
    expect(failure).to.include({ code: 'LockHeld', exitCode: 4, ref: 'https://ci.example/7' });
    for (const part of [
      '"stack:shop:env:prod"',
      'anna',
      '"one"',
      'pid 1',
      '"panka apply"',
      '2026-01-01T00:00:00.000Z',
      'another 30 s',
    ])
      expect(failure.message).to.include(part);
    expect(failure.suggestions.join('\n')).to.include('panka locks list').and.to.include('--lock-timeout 5m');
    expect(failure.suggestions.join('\n')).to.include('panka unlock stack:shop:env:prod --id lock-1');
  });

  it('says how long the holder has given no sign of life when it has waited', async () => {
    (await holder('one')).kill();
    const waiting = failureOf(acquireLease(options('two', { waitMs: 20 * SECOND })));
    await world.advance(21 * SECOND);
    const failure = await waiting;
    expect(failure.message)
      .to.include('after waiting 20 s')
      .and.to.include('no sign of life for 20 s')
      .and.to.include('another 10 s');
  });

  it('waits as long as it is told, tells whom it waits for, and gets the lock once it is free', async () => {
    const first = await acquireLease(options('one'));
    const seen: string[] = [];
    const onWaiting: AcquireLeaseOptions['onWaiting'] = ({ holders }) => seen.push(holders[0]!.lock.lockedBy);
    const second = acquireLease(options('two', { waitMs: 300 * SECOND, onWaiting }));
    await world.advance(40 * SECOND);
    await first.release();
    const lease = await world.until(second, 2 * SECOND);
    expect(lease.fence).to.be.greaterThan(first.fence);
    expect(lease.tookOver).to.deep.equal([]);
    expect(seen.length).to.be.within(35, 45);
  });

  it('gives up waiting when it is told to stop', async () => {
    await acquireLease(options('one'));
    const stop = new AbortController();
    const waiting = Promise.allSettled([acquireLease(options('two', { waitMs: 300 * SECOND, signal: stop.signal }))]);
    await world.advance(5 * SECOND);
    stop.abort(new Error('interrupted'));
    expect(((await waiting)[0] as PromiseRejectedResult).reason.message).to.equal('interrupted');
  });

  describe('taking over', () => {
    it('happens after the same beat was seen for a whole lease, not before', async () => {
      const one = await holder('one');
      await world.advance(9 * SECOND);
      one.kill();
      const second = acquireLease(options('two', { waitMs: 300 * SECOND }));
      await world.advance(29 * SECOND);
      expect(locks.all[0]?.host).to.equal('one');
      const lease = await world.until(second, 3 * SECOND);
      expect(lease.tookOver.map((lock) => lock.host)).to.deep.equal(['one']);
      expect(lease.fence).to.equal(2);
    });

    it('does not trust clocks: not of a holder hours behind, not of one ahead', async () => {
      for (const wallOffset of [-50 * 60 * SECOND, 50 * 60 * SECOND]) {
        locks = new MemoryLocks();
        const lease = await acquireLease(options('one', {}, {}, wallOffset));
        const waiter = failureOf(acquireLease(options('two', { waitMs: 120 * SECOND })));
        await world.advance(121 * SECOND);
        expect((await waiter).code).to.equal('LockHeld');
        lease.assertHeld();
      }
    });

    it('happens at once when the TTL is past, even without waiting', async () => {
      (await holder('one')).kill();
      await world.advance(3601 * SECOND);
      const lease = await acquireLease(options('two'));
      expect(lease.tookOver).to.have.length(1);
    });

    it('happens at once when the process of the holder is gone from this host, even without waiting', async () => {
      const one = await holder('one');
      const processAlive = async (lock: LockRecord) => (one.isDead && lock.host === 'one' ? 'gone' : 'alive');
      expect((await failureOf(acquireLease(options('one', { processAlive })))).code).to.equal('LockHeld');
      one.kill();
      const lease = await acquireLease(options('one', { processAlive }));
      expect(lease.tookOver).to.have.length(1);
    });

    it('does not happen for `unknown` and `rebooted` processes', async () => {
      (await holder('one')).kill();
      for (const answer of ['unknown', 'rebooted', 'alive'])
        expect((await failureOf(acquireLease(options('two', { processAlive: async () => answer })))).code).to.equal(
          'LockHeld',
        );
    });

    it('removes every dead holder below a stack lock', async () => {
      for (const service of ['a', 'b', 'c']) (await holder(service, { scope: { ...STACK, service } })).kill();
      const lease = await world.until(acquireLease(options('two', { waitMs: 60 * SECOND })), 40 * SECOND);
      expect(lease.tookOver).to.have.length(3);
      expect(lease.fence).to.equal(4);
    });
  });

  describe('losing the lock', () => {
    it('is known at the next renewal after someone removed it', async () => {
      const lease = await acquireLease(options('one'));
      locks.tables.clear();
      await world.advance(11 * SECOND);
      expect(lease.lost.aborted).to.equal(true);
      expect(isPankaError(lease.lost.reason) && lease.lost.reason.code).to.equal('LockLost');
      expect(() => lease.assertHeld()).to.throw('lost');
    });

    it('comes when it could not be renewed for a whole lease, not before, and names the last failure', async () => {
      const given = options('one');
      const lease = await acquireLease(given);
      given.store.renew = () => Promise.reject(new Error('no network'));
      await world.advance(29 * SECOND);
      lease.assertHeld();
      await world.advance(2 * SECOND);
      expect(lease.lost.aborted).to.equal(true);
      expect(() => lease.assertHeld()).to.throw(/30 s \(no network\)/);
    });

    it('does not come when the network is back in time', async () => {
      const given = options('one');
      const lease = await acquireLease(given);
      const renew = given.store.renew;
      given.store.renew = () => Promise.reject(new Error('no network'));
      await world.advance(25 * SECOND);
      given.store.renew = renew;
      await world.advance(200 * SECOND);
      lease.assertHeld();
    });

    it('comes when a renewal hangs', async () => {
      const given = options('one');
      const lease = await acquireLease(given);
      given.store.renew = () => new Promise(() => {});
      await world.advance(31 * SECOND);
      expect(lease.lost.aborted).to.equal(true);
    });

    for (const sleeps of [false, true]) {
      it(`is known before the next step after ${sleeps ? 'the laptop slept' : 'the process was stopped'} for longer than a lease`, async () => {
        const given = options('one', {}, {}, 0, sleeps);
        const lease = await acquireLease(given);
        const paused = given.clock as SimulatedProcess;
        paused.pause(100 * SECOND);
        let failure: unknown;
        paused.resume(() => {
          try {
            lease.assertHeld();
          } catch (error) {
            failure = error;
          }
        });
        await world.advance(101 * SECOND);
        expect(isPankaError(failure) && failure.code).to.equal('LockLost');
      });
    }

    it('does not remove the lock of the one who took over when it is released afterwards', async () => {
      const lease = await acquireLease(options('one'));
      locks.tables.clear();
      const next = await acquireLease(options('two'));
      await lease.release();
      await world.advance(60 * SECOND);
      next.assertHeld();
      expect(locks.all.map((lock) => lock.host)).to.deep.equal(['two']);
    });
  });

  describe('lost replies', () => {
    it('to the acquisition are found out by asking again; the lease counts from a fresh beat', async () => {
      const given = options('one');
      const acquire = given.store.acquire.bind(given.store);
      let lost = 2;
      given.store.acquire = async (request) => {
        const result = await acquire(request);
        if (lost-- > 0) throw new Error('connection reset');
        return result;
      };
      const lease = await world.until(acquireLease(given), 5 * SECOND);
      expect(lease.fence).to.equal(1);
      expect(lease.lock.beat).to.equal(2);
      expect(locks.all).to.have.length(1);
    });

    it('are given up after three', async () => {
      const given = options('one');
      given.store.acquire = () => Promise.reject(new Error('connection reset'));
      const outcome = await Promise.allSettled([world.until(acquireLease(given), 5 * SECOND)]);
      expect((outcome[0] as PromiseRejectedResult).reason.message).to.equal('connection reset');
    });

    it('to a renewal are made good by the next one', async () => {
      const given = options('one');
      const lease = await acquireLease(given);
      const renew = given.store.renew.bind(given.store);
      let calls = 0;
      given.store.renew = async (lock, ttl) => {
        const renewed = await renew(lock, ttl);
        if (calls++ % 2 === 0) throw new Error('connection reset');
        return renewed;
      };
      await world.advance(120 * SECOND);
      lease.assertHeld();
    });
  });

  /** A process that holds a lock and can be killed. */
  async function holder(host: string, change: Partial<AcquireRequest> = {}): Promise<SimulatedProcess> {
    const given = options(host, {}, change);
    await acquireLease(given);
    return given.clock as SimulatedProcess;
  }

  function options(
    host: string,
    change: Partial<AcquireLeaseOptions> = {},
    asked: Partial<AcquireRequest> = {},
    wallOffset = 0,
    sleeps = false,
  ): AcquireLeaseOptions {
    const clock = new SimulatedProcess(world, { host, wallOffset, sleeps });
    const store = new MemoryLockStore(locks, { host, pid: 1 }, () => clock.wall());
    ids += 1;
    const request: AcquireRequest = {
      scope: STACK,
      lockId: `lock-${ids}`,
      lockedBy: 'anna',
      command: 'panka apply',
      leaseSeconds: 30,
      ttlSeconds: 3600,
      fenceAbove: 0,
      metadata: { deployment_id: 'd-1' },
      ...asked,
    };
    return { store, request, clock, ...change };
  }
});
