import { expect } from 'chai';
import { ObjectStateStore } from '../../../src/core/state/object-state-store.js';
import type { ObjectWrite } from '../../../src/core/state/object-store.js';
import { stateStoreContract } from '../../contracts/state-store.contract.js';
import { failureOf } from '../../helpers/failure-of.js';
import { MemoryObjects } from './memory-objects.js';
import { AT, creation, deploymentOf, headOf, metaOf, UNIT } from './state-samples.js';

stateStoreContract('ObjectStateStore over memory', async (options) => {
  const objects = new MemoryObjects();
  return {
    first: new ObjectStateStore(objects, options),
    second: new ObjectStateStore(objects, options),
    tamper: async (key, change) => {
      const changed = change(objects.stored.get(key)!.text);
      if (changed === undefined) objects.stored.delete(key);
      else objects.stored.set(key, { text: changed, version: 'tampered' });
    },
  };
});

/** A bucket whose client repeats each write because the first reply was lost; the repetition is refused. */
class LosesReplies extends MemoryObjects {
  override async write(write: ObjectWrite): Promise<string | undefined> {
    await super.write(write);
    return super.write({ ...write, expected: 'what it was before' });
  }
}

describe('ObjectStateStore', () => {
  it('takes its own write for its own when the reply was lost: head, checkpoint, claim and journal', async () => {
    const store = new ObjectStateStore(new LosesReplies());
    await store.writeState(AT, headOf(), undefined);
    await store.units.writeCheckpoint(AT, UNIT, deploymentOf('a'), undefined);
    const journal = await store.units.beginUpdate(AT, UNIT, metaOf(1));
    await journal.append(creation(1, 'b'));
    await journal.append(creation(2, 'c'));
    const [update] = await store.units.readUpdates(AT, UNIT, 0);
    expect(update?.entries).to.have.length(4);
  });

  it('writes a checkpoint whose file is what `pulumi stack import` takes', async () => {
    const objects = new MemoryObjects();
    await new ObjectStateStore(objects).units.writeCheckpoint(AT, UNIT, deploymentOf('a'), undefined);
    const file = JSON.parse(objects.stored.get('stacks/shop/prod/pulumi/stack/checkpoint.json')!.text);
    expect(file.version).to.equal(3);
    expect(file.deployment).to.deep.equal(deploymentOf('a'));
  });

  it('writes a head that a person can read, with its fields on top', async () => {
    const objects = new MemoryObjects();
    await new ObjectStateStore(objects).writeState(AT, headOf(), undefined);
    const { text } = objects.stored.get('stacks/shop/prod/state.json')!;
    expect(text.split('\n').length).to.be.greaterThan(10);
    expect(JSON.parse(text)).to.include({ serial: 1, fence: 1, lineage: 'lineage-1', stack: 'shop', format: 1 });
  });

  it('does not take a journal for damaged that its writer finishes and prunes while it is read', async () => {
    const objects = new MemoryObjects();
    const store = new ObjectStateStore(objects);
    const journal = await store.units.beginUpdate(AT, UNIT, metaOf(1));
    await journal.append(creation(1, 'a'));
    const listed = await objects.list('stacks/shop/prod/pulumi/stack/updates');
    await store.writeState(AT, headOf({ units: { [UNIT]: { appliedUpdate: 1 } } }), undefined);
    await store.units.prune(AT, UNIT, 1);
    objects.list = async () => listed;
    expect(await store.units.readUpdates(AT, UNIT, 0)).to.deep.equal([]);
    await store.units.seal(AT, UNIT, 1, { fence: 2, run: 'new' });
  });

  it('reads what a listing missed, and takes a sealer that was killed in between for not done', async () => {
    const objects = new MemoryObjects();
    const store = new ObjectStateStore(objects);
    const journal = await store.units.beginUpdate(AT, UNIT, metaOf(1));
    for (const n of [1, 2, 3]) await journal.append(creation(n, `q${n}`));
    const folder = 'stacks/shop/prod/pulumi/stack/updates';
    const all = await objects.list(folder);
    objects.list = async () => all.filter((key) => !key.endsWith('/2'));
    expect((await store.units.readUpdates(AT, UNIT, 0))[0]?.entries).to.have.length(6);

    await store.units.seal(AT, UNIT, 1, { fence: 2, run: 'new' });
    const sealed = objects.stored.get(`${folder}/1/journal/4`)!;
    objects.stored.set(`${folder}/1/journal/6`, sealed);
    objects.stored.delete(`${folder}/1/journal/4`);
    objects.list = async () => [...objects.stored.keys()].filter((key) => key.startsWith(folder));
    expect((await store.units.readUpdates(AT, UNIT, 0))[0]?.sealed).to.equal(false);
    await store.units.seal(AT, UNIT, 1, { fence: 2, run: 'new' });
    expect((await store.units.readUpdates(AT, UNIT, 0))[0]?.sealed).to.equal(true);
    expect((await failureOf(journal.append(creation(4, 'd')))).code).to.equal('JournalSealed');
  });

  it('catches up with a writer that appends without a break', async () => {
    const objects = new MemoryObjects();
    const store = new ObjectStateStore(objects);
    const journal = await store.units.beginUpdate(AT, UNIT, metaOf(1));
    let sequence = 0;
    const write = objects.write.bind(objects);
    objects.write = async (request) => {
      const isSeal = request.text.includes('"seal"');
      for (let n = 0; isSeal && sequence < 500 && n < 2; n += 1) {
        sequence += 1;
        await journal.append(creation(sequence, 'q')).catch(() => {});
      }
      return write(request);
    };
    await store.units.seal(AT, UNIT, 1, { fence: 2, run: 'new' });
    expect(sequence).to.be.lessThan(50);
    expect((await store.units.readUpdates(AT, UNIT, 0))[0]?.sealed).to.equal(true);
  });
});
