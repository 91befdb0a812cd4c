import { expect } from 'chai';
import { markCheckpoint } from '../../../src/core/state/checkpoint-mark.js';
import { claimHead } from '../../../src/core/state/claim-head.js';
import { highestFence } from '../../../src/core/state/highest-fence.js';
import { ObjectStateStore } from '../../../src/core/state/object-state-store.js';
import { failureOf } from '../../helpers/failure-of.js';
import { MemoryObjects } from './memory-objects.js';
import { AT, deploymentOf, headOf, metaOf, UNIT } from './state-samples.js';

const { target } = headOf();

describe('claimHead', () => {
  it('writes the fence and leaves everything else as it is', async () => {
    const store = new ObjectStateStore(new MemoryObjects());
    const stored = headOf({ fence: 3, units: { stack: { appliedUpdate: 2 } }, lastDeployment: 'd-9' });
    await store.writeState(AT, stored, undefined);
    const { state } = await claimHead({ store, at: AT, unit: 'stack', fence: 4, target });
    expect(state).to.deep.include({
      fence: 4,
      fences: { stack: 4 },
      units: stored.units,
      lastDeployment: 'd-9',
      serial: 2,
    });
  });

  it('refuses the second of two runs that were given the same fence', async () => {
    const store = new ObjectStateStore(new MemoryObjects());
    await claimHead({ store, at: AT, unit: 'stack', fence: 4, target });
    for (const unit of ['stack', 'service.a'])
      expect((await failureOf(claimHead({ store, at: AT, unit, fence: 4, target }))).code).to.equal('StateFenced');
    await claimHead({ store, at: AT, unit: 'service.a', fence: 5, target });
    await claimHead({ store, at: AT, unit: 'service.b', fence: 5, target });
  });

  it('keeps a late writer from a unit that nobody has heard of', async () => {
    const store = new ObjectStateStore(new MemoryObjects());
    await claimHead({ store, at: AT, unit: 'component.a.x', fence: 1, target });
    await claimHead({ store, at: AT, unit: 'stack', fence: 2, target });
    const late = store.units.beginUpdate(AT, 'component.a.x', metaOf(1, { fence: 1 }));
    expect((await failureOf(late)).code).to.equal('StateFenced');
  });

  it('gives a first head the lineage of the checkpoints that are there', async () => {
    const store = new ObjectStateStore(new MemoryObjects());
    const marked = markCheckpoint(deploymentOf('a'), { appliedUpdate: 1, lineage: 'lineage-7' });
    await store.units.writeCheckpoint(AT, UNIT, marked, undefined);
    const { state } = await claimHead({ store, at: AT, unit: 'stack', fence: 1, target });
    expect(state).to.deep.include({ lineage: 'lineage-7', components: {}, target });
  });
});

describe('highestFence', () => {
  it('is that of the head, of interrupted updates, or of their seals', async () => {
    const store = new ObjectStateStore(new MemoryObjects());
    expect(await highestFence(store, AT)).to.equal(0);
    await store.writeState(AT, headOf({ fence: 3 }), undefined);
    expect(await highestFence(store, AT)).to.equal(3);
    await store.units.beginUpdate(AT, UNIT, metaOf(1, { fence: 4 }));
    expect(await highestFence(store, AT)).to.equal(4);
    await store.units.seal(AT, UNIT, 1, { fence: 6, run: 'killed' });
    await store.units.beginUpdate(AT, 'service.a', metaOf(1, { fence: 5 }));
    expect(await highestFence(store, AT)).to.equal(6);
  });

  it('counts what a checkpoint has taken in before its head was moved', async () => {
    const store = new ObjectStateStore(new MemoryObjects());
    await store.units.beginUpdate(AT, UNIT, metaOf(1, { fence: 5 }));
    const mark = { appliedUpdate: 1, lineage: 'lineage-1' };
    await store.units.writeCheckpoint(AT, UNIT, markCheckpoint(deploymentOf('a'), mark), undefined);
    expect(await highestFence(store, AT)).to.equal(5);
  });
});
