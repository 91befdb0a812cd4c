import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { LocalStateStore } from '../../../src/adapters/local-state/local-state-store.js';
import { AT, creation, deploymentOf, headOf, metaOf, recordOf, UNIT } from '../../core/state/state-samples.js';
import { failureOf } from '../../helpers/failure-of.js';

const OLD = new Date('2020-01-01T00:00:00Z');

describe('the files of LocalStateStore', () => {
  let folder: string;
  let store: LocalStateStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'panka-state-'));
    store = new LocalStateStore({ folder: join(folder, 'state') });
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("lie where the architecture says, and are their owner's alone", async () => {
    await fill();
    const files = await filesBelow(join(folder, 'state'));
    expect(files.filter((file) => !file.startsWith('.'))).to.deep.equal([
      'stacks/shop/prod/history/1.json',
      'stacks/shop/prod/pulumi/stack/checkpoint.json',
      'stacks/shop/prod/pulumi/stack/updates/1/journal/1',
      'stacks/shop/prod/pulumi/stack/updates/1/meta.json',
      'stacks/shop/prod/state.json',
      'stacks/shop/prod/state.json.bak',
    ]);
    for (const file of files) expect((await stat(join(folder, 'state', file))).mode & 0o777, file).to.equal(0o600);
    for (const sub of ['', 'stacks', 'stacks/shop/prod/pulumi/stack/updates/1/journal', '.drafts'])
      expect((await stat(join(folder, 'state', sub))).mode & 0o777, sub).to.equal(0o700);
  });

  it('keep the head before the last one, to which the error of a damaged head points', async () => {
    await fill();
    const file = store.describe(AT).concat('/state.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"serial": 2', '"serial": 3'));
    const failure = await failureOf(store.readState(AT));
    expect(failure.code).to.equal('StateCorrupt');
    expect(failure.message).to.include(file).and.to.include('edited');
    expect(failure.suggestions).to.include(`cp "${file}.bak" "${file}"`);
    await cp(`${file}.bak`, file);
    const read = await store.readState(AT);
    expect(read.found && read.value.serial).to.equal(1);
  });

  it('leave no trace of pruned updates but the seals', async () => {
    await fill();
    await store.units.prune(AT, UNIT, 1);
    expect(await readdir(join(folder, 'state/stacks/shop/prod/pulumi/stack'))).to.deep.equal(['checkpoint.json']);
  });

  it('are complete under their names: what a killed process left is not seen, and swept after an hour', async () => {
    await fill();
    const drafts = join(folder, 'state', '.drafts');
    await writeFile(join(drafts, 'old'), '{"half":');
    await writeFile(join(drafts, 'new'), '{"half":');
    await utimes(join(drafts, 'old'), OLD, OLD);
    const another = new LocalStateStore({ folder: join(folder, 'state') });
    expect((await another.readState(AT)).found).to.equal(true);
    await another.history.put(AT, recordOf(2));
    expect(await readdir(drafts)).to.deep.equal(['new']);
  });

  it('survive a power cut in the journal too, when that is asked for', async () => {
    const durable = new LocalStateStore({ folder: join(folder, 'durable'), fsync: true });
    const journal = await durable.units.beginUpdate(AT, UNIT, metaOf(1));
    await journal.append(creation(1, 'a'));
    expect((await store.units.readUpdates(AT, UNIT, 0)).length).to.equal(0);
    expect((await durable.units.readUpdates(AT, UNIT, 0))[0]?.entries).to.have.length(2);
  });

  describe('that cannot be read or written', () => {
    it('are an error when a folder stands where a file should, never "not found"', async () => {
      await mkdir(join(folder, 'state/stacks/shop/prod/state.json'), { recursive: true });
      const failure = await failureOf(store.readState(AT));
      expect(failure.code).to.equal('StateUnreadable');
      expect(failure.message).to.include('state.json').and.to.include('EISDIR');
    });

    it('are an error when a file stands where a folder should', async () => {
      await writeFile(join(folder, 'state'), '');
      expect((await failureOf(store.readState(AT))).code).to.equal('StateUnreadable');
      expect((await failureOf(store.units.readUpdates(AT, UNIT, 0))).code).to.equal('StateUnreadable');
      const failure = await failureOf(store.writeState(AT, headOf(), undefined));
      expect(failure.code).to.be.oneOf(['StateUnwritable', 'StateUnreadable']);
      expect(failure.message).to.include(join(folder, 'state'));
    });

    it('are an error when the permission is missing, which says what to do', async function () {
      await fill();
      const state = join(folder, 'state/stacks/shop/prod');
      const asOther = otherUser();
      if (asOther === undefined) return this.skip();
      await chmod(folder, 0o755);
      try {
        await chmod(state, 0o000);
        const unreadable = await asOther(() => failureOf(store.readState(AT)));
        expect(unreadable.code).to.equal('StateUnreadable');
        expect(unreadable.suggestions.join()).to.include('ls -la');
        const unwritable = await asOther(() =>
          failureOf(store.units.writeCheckpoint(AT, 'other', deploymentOf(), undefined)),
        );
        expect(unwritable.code).to.equal('StateUnwritable');
        expect(unwritable.message).to.include(join(folder, 'state'));
        expect(unwritable.suggestions.join()).to.include('chmod');
      } finally {
        await chmod(state, 0o700);
      }
    });
  });

  async function fill(): Promise<void> {
    const version = await store.writeState(AT, headOf(), undefined);
    const journal = await store.units.beginUpdate(AT, UNIT, metaOf(1));
    await journal.append(creation(1, 'a'));
    await store.units.writeCheckpoint(AT, UNIT, deploymentOf('a'), undefined);
    await store.writeState(AT, headOf({ serial: 2, units: { stack: { appliedUpdate: 1 } } }), version);
    await store.history.put(AT, recordOf(1));
  }
});

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
}

/** Runs an action without this process's rights where it is root; undefined where that cannot be done. */
function otherUser(): (<T>(action: () => Promise<T>) => Promise<T>) | undefined {
  if (process.getuid === undefined) return undefined;
  if (process.getuid() !== 0) return (action) => action();
  return async (action) => {
    process.seteuid!(65534);
    try {
      return await action();
    } finally {
      process.seteuid!(0);
    }
  };
}
