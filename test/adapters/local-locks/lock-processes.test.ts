import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { LocalLockStore } from '../../../src/adapters/local-locks/local-lock-store.js';
import { processLiveness } from '../../../src/adapters/local-locks/process-identity.js';
import { acquireLease } from '../../../src/core/locks/lease.js';
import type { AcquireRequest } from '../../../src/core/locks/lock-store.js';
import { failureOf } from '../../helpers/failure-of.js';
import { startWorker } from '../../helpers/start-worker.js';

const WORKER = new URL('./lock-worker.ts', import.meta.url);
const REQUEST: AcquireRequest = {
  scope: { stack: 'shop', environment: 'prod' },
  lockId: 'ours',
  lockedBy: 'anna',
  command: 'panka apply',
  leaseSeconds: 30,
  ttlSeconds: 3600,
  fenceAbove: 0,
  metadata: { deployment_id: 'd-1' },
};

describe('LocalLockStore between processes', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'panka-locks-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('gives the lock to one at a time and each fence once', async () => {
    const workers = [1, 2].map(() => startWorker(WORKER, ['often', folder, '20']));
    await Promise.all(workers.map((worker) => worker.done));
    const told = workers.flatMap((worker) => worker.messages as { fence: number; others: number }[]);
    expect(told.map(({ fence }) => fence).sort((a, b) => a - b)).to.deep.equal(
      Array.from({ length: 40 }, (_, n) => n + 1),
    );
    expect(told.filter(({ others }) => others > 0)).to.deep.equal([]);
  });

  it('takes over the lock of a killed process at once, but not of one that runs', async () => {
    const worker = startWorker(WORKER, ['hold', folder]);
    await worker.ready;
    const store = new LocalLockStore({ folder });
    const failure = await failureOf(acquireLease({ store, request: REQUEST, processAlive: processLiveness }));
    expect(failure.code).to.equal('LockHeld');
    expect(failure.message).to.include(`pid ${worker.process.pid}`);
    await worker.kill();
    const lease = await acquireLease({ store, request: REQUEST, processAlive: processLiveness });
    expect(lease.tookOver.map((lock) => lock.pid)).to.deep.equal([worker.process.pid]);
    expect(lease.fence).to.equal(2);
    await lease.release();
  });

  it('does not keep a process alive for its renewals, and frees what it left behind', async () => {
    const worker = startWorker(WORKER, ['leave', folder]);
    await worker.done;
    const store = new LocalLockStore({ folder });
    const lease = await acquireLease({ store, request: REQUEST, processAlive: processLiveness });
    expect(lease.tookOver).to.have.length(1);
    await lease.release();
  });
});

describe('the file of LocalLockStore', () => {
  let folder: string;
  let file: string;
  let store: LocalLockStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'panka-locks-'));
    file = join(folder, 'locks/shop/prod.json');
    store = new LocalLockStore({ folder: join(folder, 'locks') });
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("is readable for a person and its owner's alone, and keeps the fence when nothing is locked", async () => {
    const result = await store.acquire(REQUEST);
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
    expect(JSON.parse(await readFile(file, 'utf8'))).to.deep.include({
      fence: 1,
      locks: [result.acquired && result.lock],
    });
    await store.release((await store.list())[0]!);
    expect(JSON.parse(await readFile(file, 'utf8'))).to.deep.equal({ format: 1, fence: 1, locks: [] });
  });

  for (const [what, text] of [
    ['is cut off', '{"format":1,"fen'],
    ['is empty', ''],
    ['is of a newer format', '{"format":2,"fence":1,"locks":[]}'],
    ['has lost its fence', '{"format":1,"locks":[]}'],
  ] as const) {
    it(`is an error, not an unlocked stack, when it ${what}`, async () => {
      await mkdir(join(folder, 'locks/shop'), { recursive: true });
      await writeFile(file, text);
      for (const action of [() => store.acquire(REQUEST), () => store.list()]) {
        const failure = await failureOf(action);
        expect(failure.code).to.equal('LocksUnreadable');
        expect(failure.message).to.include(file);
      }
    });
  }

  it('is an error when its folder cannot be made', async () => {
    await writeFile(join(folder, 'locks'), '');
    const failure = await failureOf(store.acquire(REQUEST));
    expect(failure.code).to.equal('LocksUnwritable');
    expect(failure.message).to.include(join(folder, 'locks'));
    expect((await failureOf(store.list())).code).to.equal('LocksUnreadable');
  });
});
