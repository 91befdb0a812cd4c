import { expect } from 'chai';
import type { AwsClients } from '../../../src/adapters/aws-clients/aws-clients.js';
import { S3StateStore } from '../../../src/adapters/s3-state/s3-state-store.js';
import { AT, creation, headOf, metaOf, recordOf, UNIT } from '../../core/state/state-samples.js';
import { failureOf } from '../../helpers/failure-of.js';
import { clientsOf, newBucket } from '../../servers/clients.js';
import { type Fault, FaultProxy } from '../../servers/fault-proxy.js';
import { moto } from '../../servers/moto.js';
import { withServer } from '../../servers/with-server.js';

const SLOW_MS = 5_000;
/** Until a client for the slow answers gives up; the others wait as long as a busy machine takes. */
const HURRIED_MS = 300;

interface Trouble {
  readonly fault: Fault;
  /** What the message says of it. */
  readonly says: string;
  /** AWS means it: trying again changes nothing. */
  readonly isFinal?: true;
  /** Each costs half a second: only one of each kind is looked at. */
  readonly isSlow?: boolean;
}

const TROUBLES: Readonly<Record<string, Trouble>> = {
  '500 InternalError': { fault: { status: 500, code: 'InternalError' }, says: '500 InternalError' },
  '503 SlowDown': { fault: { status: 503, code: 'SlowDown' }, says: '503 SlowDown', isSlow: true },
  '403 AccessDenied': { fault: { status: 403, code: 'AccessDenied' }, says: '403 AccessDenied', isFinal: true },
  'expired credentials': { fault: { status: 400, code: 'ExpiredToken' }, says: 'ExpiredToken', isFinal: true },
  'a closed connection': { fault: 'reset', says: 'the connection failed' },
  'an answer after five seconds': { fault: { delayMs: SLOW_MS }, says: 'no answer in time', isSlow: true },
  'a write whose answer is lost': { fault: 'lost-reply', says: 'the connection failed' },
  'an answer that is cut short': { fault: 'cut-short', says: 'the connection failed' },
};

withServer(moto, () => {
  describe('S3StateStore in trouble', () => {
    let proxy: FaultProxy;
    let clients: AwsClients;
    let hurried: AwsClients;
    let direct: AwsClients;
    let bucket: string;
    let store: S3StateStore;
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
      bucket = await newBucket(direct);
      store = storeOf(clients);
    });

    for (const [name, trouble] of Object.entries(TROUBLES)) {
      if (trouble.isFinal === undefined) survives(name, trouble);
      says(name, trouble);
    }

    function storeOf(by: AwsClients): S3StateStore {
      return new S3StateStore({ client: () => by.s3(), bucket });
    }

    /** Each request of a run's life meets the fault once: all is stored, once, in order. */
    function survives(name: string, { fault, isSlow = false }: Trouble): void {
      it(`loses and doubles nothing when each kind of request meets ${name} once`, async () => {
        if (isDelay(fault)) store = storeOf(hurried);
        for (const action of isSlow ? ['GetObject'] : ['GetObject', 'PutObject', 'ListObjectsV2', 'DeleteObjects'])
          proxy.inject({ on: (request) => request.action === action, times: 1, fault });
        const version = await store.writeState(AT, headOf(), undefined);
        const journal = await store.units.beginUpdate(AT, UNIT, metaOf(1));
        for (const n of [1, 2, 3]) {
          if (!isSlow || n === 2)
            proxy.inject({ on: (request) => request.path.endsWith(`/journal/${n}`), times: 1, fault });
          await journal.append(creation(n, `q${n}`));
        }
        const [update] = await store.units.readUpdates(AT, UNIT, 0);
        expect(update?.entries).to.deep.equal([1, 2, 3].flatMap((n) => creation(n, `q${n}`)));
        await store.history.put(AT, recordOf(1));
        await store.writeState(AT, headOf({ serial: 2, units: { stack: { appliedUpdate: 1 } } }), version);
        await store.units.prune(AT, UNIT, 1);
        expect(await store.units.readUpdates(AT, UNIT, 0)).to.deep.equal([]);
        const head = await store.readState(AT);
        expect(head.found && head.value.serial).to.equal(2);
      });
    }

    function says(name: string, { fault, says: words, isSlow }: Trouble): void {
      it(`names bucket, key and action when ${name} goes on, for reading, writing and listing`, async () => {
        await store.history.put(AT, recordOf(1));
        if (isDelay(fault)) store = storeOf(hurried);
        const place = `s3://${bucket}/stacks/shop/prod`;
        const tried = [
          ['GetObject', 'StateUnreadable', () => store.readState(AT), `${place}/state.json`],
          [
            'PutObject',
            'StateUnwritable',
            () => store.units.beginUpdate(AT, UNIT, metaOf(1)),
            `${place}/pulumi/stack/updates/1/meta.json`,
          ],
          ['ListObjectsV2', 'StateUnreadable', () => store.history.list(AT), `${place}/history/`],
        ] as const;
        for (const [action, code, call, at] of isSlow ? tried.slice(0, 1) : tried) {
          // A listing that is empty where nothing is deployed has nothing to cut off.
          if (fault === 'cut-short' && action === 'PutObject') continue;
          if (action === 'GetObject') await store.writeState(AT, headOf(), undefined);
          proxy.heal();
          proxy.inject({ on: (request) => request.action === action, fault });
          const failure = await failureOf(call);
          expect(failure.code, action).to.equal(code);
          expect(failure.message).to.include(`"${at}"`).and.to.include(words);
          expect(failure.message).to.include(`s3:${action === 'ListObjectsV2' ? 'ListBucket' : action}`);
          expect(failure.suggestions).to.not.have.length(0);
          proxy.heal();
        }
      });
    }

    it('finds an entry that was written with its answer lost for good, and does not write it twice', async () => {
      const journal = await store.units.beginUpdate(AT, UNIT, metaOf(1));
      proxy.inject({ on: ({ action }) => action === 'PutObject', fault: 'lost-reply' });
      expect((await failureOf(journal.append(creation(1, 'q')))).code).to.equal('StateUnwritable');
      proxy.heal();
      expect((await store.units.readUpdates(AT, UNIT, 0))[0]?.entries).to.deep.equal(creation(1, 'q'));
    });

    it('does not take half of an object for all of it, also where its length seems right', async () => {
      await store.writeState(AT, headOf(), undefined);
      proxy.inject({ on: ({ action }) => action === 'GetObject', times: 1, fault: 'halved' });
      expect((await store.readState(AT)).found).to.equal(true);
      proxy.inject({ on: ({ action }) => action === 'GetObject', fault: 'halved' });
      const failure = await failureOf(store.readState(AT));
      expect(failure.code).to.equal('StateUnreadable');
      expect(failure.message).to.match(/state\.json" could not be read \(s3:GetObject\).*hecksum|SHA-256/);
    });

    it('asks S3 again when two conditional writes meet', async () => {
      const fault = { status: 409, code: 'ConditionalRequestConflict' };
      proxy.inject({ on: ({ action }) => action === 'PutObject', times: 2, fault });
      await store.writeState(AT, headOf(), undefined);
      const head = await store.readState(AT);
      expect(head.found && head.value.serial).to.equal(1);
    });
  });
});

function isDelay(fault: Fault): boolean {
  return typeof fault === 'object' && 'delayMs' in fault;
}
