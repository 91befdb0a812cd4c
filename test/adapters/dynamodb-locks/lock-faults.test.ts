import { DeleteItemCommand, DeleteTableCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect } from 'chai';
import type { AwsClients } from '../../../src/adapters/aws-clients/aws-clients.js';
import { DynamoDBLockStore } from '../../../src/adapters/dynamodb-locks/dynamodb-lock-store.js';
import type { AcquireRequest, LockRecord, LockScope } from '../../../src/core/locks/lock-store.js';
import { failureOf } from '../../helpers/failure-of.js';
import { clientsOf, newTable } from '../../servers/clients.js';
import { type Fault, FaultProxy } from '../../servers/fault-proxy.js';
import { moto } from '../../servers/moto.js';
import { withServer } from '../../servers/with-server.js';

const SHOP: LockScope = { stack: 'shop', environment: 'prod' };
interface Trouble {
  readonly fault: Fault;
  readonly says: string;
  /** Each costs half a second: only some requests meet it. */
  readonly isSlow?: boolean;
}

const FAULTS: Readonly<Record<string, Trouble>> = {
  '500 InternalServerError': { fault: { status: 500, code: 'InternalServerError' }, says: '500 InternalServerError' },
  'a throttled request': {
    fault: { status: 400, code: 'ProvisionedThroughputExceededException' },
    says: 'ProvisionedThroughputExceeded',
    isSlow: true,
  },
  'a closed connection': { fault: 'reset', says: 'the connection failed' },
  'an answer after five seconds': { fault: { delayMs: 5_000 }, says: 'no answer in time', isSlow: true },
  'a write whose answer is lost': { fault: 'lost-reply', says: 'the connection failed' },
  'an answer that is cut short': { fault: 'cut-short', says: '' },
};
const DENIED: Trouble = { fault: { status: 400, code: 'AccessDeniedException' }, says: 'access denied' };

/** Until a client for the slow answers gives up; the others wait as long as a busy machine takes. */
const HURRIED_MS = 300;

const ALL = ['GetItem', 'BatchGetItem', 'TransactWriteItems', 'UpdateItem', 'DeleteItem', 'Scan'];
const SOME = ['TransactWriteItems', 'DeleteItem'];

withServer(moto, () => {
  describe('DynamoDBLockStore in trouble', () => {
    let proxy: FaultProxy;
    let clients: AwsClients;
    let hurried: AwsClients;
    let direct: AwsClients;
    let table: string;
    let store: DynamoDBLockStore;
    before(async () => {
      proxy = await FaultProxy.to(await moto.url());
      clients = clientsOf(proxy.url, { maxAttempts: 2 });
      hurried = clientsOf(proxy.url, { maxAttempts: 3, requestTimeout: HURRIED_MS });
      direct = clientsOf(await moto.url());
    });
    after(async () => {
      await Promise.all([clients, hurried, direct].map((one) => one?.close()));
      await proxy?.close();
    });
    beforeEach(async () => {
      proxy.heal();
      proxy.onRequest = () => {};
      table = await newTable(direct);
      store = storeOf(clients);
    });

    for (const [name, { fault, isSlow }] of Object.entries(FAULTS))
      it(`takes, renews, frees and evicts all the same when each kind of request meets ${name} once`, async () => {
        if (isDelay(fault)) store = storeOf(hurried);
        for (const action of isSlow ? SOME : ALL)
          proxy.inject({ on: (request) => request.action === action, times: 1, fault });
        const lock = await acquired(request(SHOP));
        const renewed = await store.renew(lock, 60);
        expect(renewed?.beat).to.be.greaterThan(lock.beat);
        expect(await store.list(SHOP)).to.deep.equal([renewed]);
        expect(await store.release(lock)).to.equal(true);
        const next = await acquired(request(SHOP));
        expect(next.fence).to.equal(lock.fence + 1);
        if (!isSlow) proxy.inject({ on: ({ action }) => action === 'DeleteItem', times: 1, fault });
        expect(await store.evict(next)).to.equal(true);
        expect(await store.list()).to.deep.equal([]);
      });

    for (const [name, { fault, says, isSlow }] of Object.entries({ ...FAULTS, '403 AccessDenied': DENIED }))
      it(`names table, key and action when ${name} goes on`, async () => {
        const lock = await acquired(request({ ...SHOP, service: 'held' }));
        if (isDelay(fault)) store = storeOf(hurried);
        const tried = [
          ['GetItem', 'LocksUnreadable', () => store.acquire(request(SHOP)), ':index'],
          [
            'TransactWriteItems',
            'LocksUnwritable',
            () => store.acquire(request({ ...SHOP, service: 'a' })),
            ':service:a',
          ],
          ['UpdateItem', 'LocksUnwritable', () => store.renew(lock, 60), ':service:held'],
          ['DeleteItem', 'LocksUnwritable', () => store.release(lock), ':service:held'],
          ['Scan', 'LocksUnreadable', () => store.list(), ''],
        ] as const;
        for (const [action, code, call, key] of isSlow ? tried.slice(0, 1) : tried) {
          // It was carried out, which a look at the table shows: see the next test.
          if (isCarriedOut(fault) && (action === 'TransactWriteItems' || action === 'DeleteItem')) continue;
          proxy.heal();
          proxy.inject({ on: (seen) => seen.action === action, fault });
          const failure = await failureOf(call);
          expect(failure.code, action).to.equal(code);
          expect(failure.message).to.include(`"${table}"`).and.to.include(`dynamodb:${action}`).and.to.include(says);
          if (key !== '') expect(failure.message).to.include(`stack:shop:env:prod${key}`);
          expect(failure.suggestions).to.not.have.length(0);
        }
      });

    for (const fault of ['lost-reply', 'cut-short'] as const)
      it(`knows its own lock by the id when no answer to taking it arrives: ${fault}`, async () => {
        proxy.inject({ on: ({ action }) => action === 'TransactWriteItems', fault });
        const lock = await acquired(request(SHOP));
        expect(await store.list()).to.deep.equal([lock]);
      });

    it('leaves no lock behind when it cannot look whether it has taken it', async () => {
      let taken = false;
      proxy.onRequest = ({ action }) => {
        taken ||= action === 'TransactWriteItems';
      };
      proxy.inject({ on: ({ action }) => action === 'TransactWriteItems', fault: 'lost-reply' });
      proxy.inject({ on: ({ action }) => action === 'GetItem' && taken, fault: 'reset' });
      expect((await failureOf(store.acquire(request(SHOP)))).code).to.be.oneOf(['LocksUnreadable', 'LocksUnwritable']);
      proxy.heal();
      expect(await store.list()).to.deep.equal([]);
    });

    it('says what to type when the table is not there, for reading and writing', async () => {
      const lock = await acquired(request(SHOP));
      await (await direct.dynamodb()).send(new DeleteTableCommand({ TableName: table }));
      for (const call of [
        () => store.list(),
        () => store.acquire(request(SHOP)),
        () => store.renew(lock, 60),
        () => store.release(lock),
      ]) {
        const failure = await failureOf(call);
        expect(failure.code).to.equal('LockTableMissing');
        expect(failure.message).to.include(`"${table}"`);
        expect(failure.suggestions.join('\n')).to.include('panka config').and.to.include('panka backend create');
      }
    });

    it('keeps the levels apart and the fence growing when somebody deletes the index while locks are held', async () => {
      const service = await acquired(request({ ...SHOP, service: 'orders' }));
      await remove('stack:shop:env:prod:index');
      expect(await store.acquire(request(SHOP))).to.deep.equal({ acquired: false, holders: [service] });
      const other = await acquired(request({ ...SHOP, service: 'users' }));
      expect(other.fence).to.be.greaterThan(service.fence);
      await store.release(service);
      expect(await store.acquire(request(SHOP))).to.deep.equal({ acquired: false, holders: [other] });
    });

    it('takes a lock that the table has deleted by its time to live, with a higher fence', async () => {
      const expired = await acquired(request(SHOP));
      await remove(expired.lockKey);
      const next = await acquired(request({ ...SHOP, service: 'orders' }));
      expect(next.fence).to.be.greaterThan(expired.fence);
      expect(await store.renew(expired, 60)).to.equal(undefined);
      expect(await store.release(expired)).to.equal(false);
    });

    it('does not take an item for free that it does not understand', async () => {
      await (await direct.dynamodb()).send(
        new PutItemCommand({ TableName: table, Item: { lockKey: { S: 'stack:shop:env:prod' }, owner: { S: 'me' } } }),
      );
      for (const call of [() => store.acquire(request(SHOP)), () => store.list()]) {
        const failure = await failureOf(call);
        expect(failure.code).to.equal('LocksUnreadable');
        expect(failure.suggestions.join()).to.include('delete-item').and.to.include('stack:shop:env:prod');
      }
    });

    it('stores attributes as the lock table of the architecture has them', async () => {
      const metadata = { deployment_id: 'd-7', git_commit: 'abc', ci_run_id: '7' };
      await acquired({ ...request(SHOP), runUrl: 'https://ci.example/7', metadata });
      const { Items = [] } = await (await direct.dynamodb()).send(new ScanCommand({ TableName: table }));
      const item = Items.find((one) => one['lockKey']?.S === 'stack:shop:env:prod');
      expect(item?.['expiresAt']).to.have.property('N');
      expect(item?.['lockedAt']).to.have.property('N');
      expect(item?.['run_url']).to.deep.equal({ S: 'https://ci.example/7' });
      expect(item?.['metadata']).to.deep.equal({
        M: { deployment_id: { S: 'd-7' }, git_commit: { S: 'abc' }, ci_run_id: { S: '7' } },
      });
      const index = Items.find((one) => one['lockKey']?.S === 'stack:shop:env:prod:index');
      expect(index, 'the index never expires').to.not.have.property('expiresAt');
    });

    function storeOf(by: AwsClients): DynamoDBLockStore {
      return new DynamoDBLockStore({ client: () => by.dynamodb(), table, identity: { host: 'one', pid: 1 } });
    }

    async function remove(key: string): Promise<void> {
      const Key = { lockKey: { S: key } };
      await (await direct.dynamodb()).send(new DeleteItemCommand({ TableName: table, Key }));
    }

    async function acquired(asked: AcquireRequest): Promise<LockRecord> {
      const result = await store.acquire(asked);
      if (!result.acquired) throw new Error(`held by ${result.holders.map((one) => one.lockKey).join()}`);
      return result.lock;
    }
  });
});

function isDelay(fault: Fault): boolean {
  return typeof fault === 'object' && 'delayMs' in fault;
}

function isCarriedOut(fault: Fault): boolean {
  return isDelay(fault) || fault === 'lost-reply' || fault === 'cut-short';
}

function request(scope: LockScope): AcquireRequest {
  return {
    scope,
    lockId: crypto.randomUUID(),
    lockedBy: 'anna',
    command: 'panka apply',
    leaseSeconds: 30,
    ttlSeconds: 3600,
    fenceAbove: 0,
    metadata: { deployment_id: 'd-1' },
  };
}
