import { expect } from 'chai';
import { markCheckpoint } from '../../../src/core/state/checkpoint-mark.js';
import { ObjectStateStore } from '../../../src/core/state/object-state-store.js';
import { readUnitDeployment } from '../../../src/core/state/read-unit-deployment.js';
import type { StateStore } from '../../../src/core/state/state-store.js';
import { MemoryObjects } from './memory-objects.js';
import { AT, creation, deploymentOf, headOf, metaOf, UNIT } from './state-samples.js';

describe('readUnitDeployment', () => {
  let objects: MemoryObjects;
  let store: StateStore;
  beforeEach(() => {
    objects = new MemoryObjects();
    store = new ObjectStateStore(objects);
  });

  it('finds nothing where nothing was', async () => {
    expect(await look(0)).to.deep.equal({ deployment: undefined, interrupted: false });
  });

  it('adds what an interrupted run has journalled, and leaves its journal open', async () => {
    const journal = await store.units.beginUpdate(AT, UNIT, metaOf(1));
    await journal.append(creation(1, 'a'));
    const { deployment, interrupted } = await look(0);
    expect(deployment?.resources?.map(({ id }) => id)).to.deep.equal(['a']);
    expect(interrupted).to.equal(true);
    await journal.append(creation(2, 'b'));
  });

  it('replays no journal that the checkpoint has taken in already, though the head is one step behind', async () => {
    const journal = await store.units.beginUpdate(AT, UNIT, metaOf(1));
    await journal.append(creation(1, 'a'));
    const checkpoint = markCheckpoint(deploymentOf('a'), { appliedUpdate: 1, lineage: 'lineage-1' });
    await store.units.writeCheckpoint(AT, UNIT, checkpoint, undefined);
    expect(await look(0)).to.deep.equal({ deployment: checkpoint, interrupted: false });
  });

  function look(appliedUpdate: number) {
    return readUnitDeployment(store, AT, { unit: UNIT, state: headOf({ units: { [UNIT]: { appliedUpdate } } }) });
  }
});
