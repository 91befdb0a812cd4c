import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { FileJournalSpool } from '../../../src/adapters/journal-spool/file-journal-spool.js';
import type { SpoolEvent } from '../../../src/core/state/journal-spool.js';
import { ObjectStateStore } from '../../../src/core/state/object-state-store.js';
import type { ObjectWrite } from '../../../src/core/state/object-store.js';
import type { Version } from '../../../src/core/state/state-store.js';
import { failureOf } from '../../helpers/failure-of.js';
import { MemoryObjects } from './memory-objects.js';
import { AT, creation, metaOf, UNIT } from './state-samples.js';

/** A bucket out of reach: writes fail, before or after they were carried out. */
class UnreachableObjects extends MemoryObjects {
  trouble: 'none' | 'refused' | 'answer lost' = 'none';

  override async write(write: ObjectWrite): Promise<Version | undefined> {
    if (this.trouble === 'refused') throw new Error('ExpiredToken');
    const version = await super.write(write);
    if (this.trouble === 'answer lost') throw new Error('ECONNRESET');
    return version;
  }
}

describe('a journal whose store goes out of reach', () => {
  let folder: string;
  let objects: UnreachableObjects;
  let events: SpoolEvent[];
  let store: ObjectStateStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'panka-spool-'));
    objects = new UnreachableObjects();
    events = [];
    store = storeWith(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const storeWith = (spoolFolder: string) =>
    new ObjectStateStore(objects, {
      spool: { spool: new FileJournalSpool(spoolFolder), onEvent: (event) => events.push(event) },
    });
  const entries = async () => (await store.units.readUpdates(AT, UNIT, 0))[0]?.entries;
  const all = (...ns: number[]) => ns.flatMap((n) => creation(n, `q${n}`));
  const seal = (by = store) => by.units.seal(AT, UNIT, 1, { fence: 2, run: 'run-2' });

  /** Stores 1, keeps 2 and 3. */
  async function interrupted(trouble: 'refused' | 'answer lost' = 'refused') {
    const journal = await store.units.beginUpdate(AT, UNIT, metaOf(1));
    await journal.append(creation(1, 'q1'));
    objects.trouble = trouble;
    const first = await failureOf(journal.append(creation(2, 'q2')));
    const second = await failureOf(journal.append(creation(3, 'q3')));
    await journal.close();
    objects.trouble = 'none';
    return { first, second };
  }

  it('keeps the rest on this machine, says so, and lets nothing be begun', async () => {
    const { first, second } = await interrupted();
    const file = join(folder, 'shop', 'prod', 'stack', '1.ndjson');
    for (const failure of [first, second]) {
      expect(failure.code).to.equal('JournalSpooled');
      expect(failure.message).to.include(file).and.to.include('ExpiredToken').and.to.include('updates/1');
    }
    expect(events).to.deep.equal([{ type: 'journal-spooled', place: file, reason: 'ExpiredToken' }]);
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
    expect((await stat(join(folder, 'shop'))).mode & 0o777).to.equal(0o700);
    expect(await entries()).to.deep.equal(all(1));
  });

  for (const trouble of ['refused', 'answer lost'] as const)
    it(`is whole once the next run has taken the rest up, with nothing twice: ${trouble}`, async () => {
      await interrupted(trouble);
      await seal();
      expect(await entries()).to.deep.equal(all(1, 2, 3));
      expect(events.at(-1)).to.deep.equal({ type: 'spool-taken-up', batches: 2, refused: 0 });
      const [update] = await store.units.readUpdates(AT, UNIT, 0);
      expect(update?.sealed).to.equal(true);
      await store.units.prune(AT, UNIT, 1);
      expect(await readdir(join(folder, 'shop/prod/stack'))).to.deep.equal([]);
    });

  it('is whole also when the run that takes it up is killed in the middle, and again', async () => {
    await interrupted();
    objects.write = async (write) => {
      if (write.key.endsWith('/3')) throw new Error('killed');
      return MemoryObjects.prototype.write.call(objects, write);
    };
    expect(await seal().catch((error: Error) => error.message)).to.equal('killed');
    objects.write = MemoryObjects.prototype.write;
    await seal();
    expect(await entries()).to.deep.equal(all(1, 2, 3));
  });

  it('leaves alone what another machine has sealed and looked for meanwhile', async () => {
    await interrupted();
    const other = storeWith(join(folder, 'of-another-machine'));
    await seal(other);
    expect(await entries()).to.deep.equal(all(1));
    await store.units.seal(AT, UNIT, 1, { fence: 3, run: 'run-3' });
    expect(await entries()).to.deep.equal(all(1));
    expect(events.at(-1)).to.deep.equal({ type: 'spool-taken-up', batches: 0, refused: 2 });
  });

  it('leaves alone an update of another run that has the same number', async () => {
    await interrupted();
    const claimed = [...objects.stored.keys()];
    await objects.remove(claimed);
    const journal = await store.units.beginUpdate(AT, UNIT, metaOf(1, { run: 'another', fence: 5 }));
    await journal.append(creation(1, 'other'));
    await store.units.seal(AT, UNIT, 1, { fence: 6, run: 'run-6' });
    expect(await entries()).to.deep.equal(creation(1, 'other'));
  });

  it('keeps nothing once another run has sealed it', async () => {
    const journal = await store.units.beginUpdate(AT, UNIT, metaOf(1));
    await seal();
    expect((await failureOf(journal.append(creation(1, 'q1')))).code).to.equal('JournalSealed');
    expect(await readdir(folder)).to.deep.equal([]);
  });

  it('does not take a line that was cut off for a batch, and an edited one for damage', async () => {
    await interrupted();
    const file = join(folder, 'shop/prod/stack/1.ndjson');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.slice(0, -20));
    await seal();
    expect(await entries()).to.deep.equal(all(1, 2));
    await writeFile(file, text.replace('"k":2', '"k":9'));
    expect((await failureOf(seal())).code).to.equal('StateCorrupt');
  });
});
