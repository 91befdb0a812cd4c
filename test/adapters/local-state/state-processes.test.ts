import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { LocalStateStore } from '../../../src/adapters/local-state/local-state-store.js';
import { AT, creation, UNIT } from '../../core/state/state-samples.js';
import { startWorker } from '../../helpers/start-worker.js';

const WORKER = new URL('./state-worker.ts', import.meta.url);

describe('LocalStateStore between processes', () => {
  let folder: string;
  let store: LocalStateStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'panka-state-'));
    store = new LocalStateStore({ folder });
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('loses no write of a head that two processes write', async () => {
    const workers = ['a', 'b'].map((name) => startWorker(WORKER, ['heads', folder, name, '20']));
    await Promise.all(workers.map((worker) => worker.done));
    const head = await store.readState(AT);
    expect(head.found && head.value).to.deep.include({
      serial: 40,
      units: { a: { appliedUpdate: 20 }, b: { appliedUpdate: 20 } },
    });
    expect(await readdir(join(folder, '.drafts'))).to.deep.equal([]);
    expect(await readdir(join(folder, '.guards'))).to.deep.equal([]);
  });

  it('loses nothing that a killed process was told is stored, and reads no half of a batch', async () => {
    const worker = startWorker(WORKER, ['journal', folder, 'old']);
    while (worker.messages.length < 50) await new Promise((resolve) => setTimeout(resolve, 3));
    await worker.kill();
    const [update] = await store.units.readUpdates(AT, UNIT, 0);
    const stored = worker.messages.at(-1) as number;
    expect(update!.entries.length / 2).to.be.within(stored, stored + 1);
    const expected = Array.from({ length: update!.entries.length / 2 }, (_, n) => creation(n + 1, `q${n + 1}`)).flat();
    expect(update!.entries).to.deep.equal(expected);
  });

  it('seals the journal of a process that writes as fast as it can, which stops for good', async () => {
    const worker = startWorker(WORKER, ['journal', folder, 'old']);
    while (worker.messages.length < 50) await new Promise((resolve) => setTimeout(resolve, 3));
    await store.units.seal(AT, UNIT, 1, { fence: 2, run: 'new' });
    const [update] = await store.units.readUpdates(AT, UNIT, 0);
    await worker.done;
    expect(worker.messages.at(-1)).to.equal('JournalSealed');
    expect(update!.sealed).to.equal(true);
    expect(update!.entries.length / 2).to.equal(worker.messages.at(-2));
    expect(await store.units.readUpdates(AT, UNIT, 0)).to.deep.equal([update]);
  });
});
