import { expect } from 'chai';
import type { DeploymentV3 } from '../../../src/core/engine/deployment-v3.js';
import type { JournalEntry } from '../../../src/core/engine/journal-entry.js';
import { markCheckpoint, readMark } from '../../../src/core/state/checkpoint-mark.js';
import { commitUpdate } from '../../../src/core/state/commit-update.js';
import { ObjectStateStore } from '../../../src/core/state/object-state-store.js';
import { type RecoveredUnit, type RecoverUnitRequest, recoverUnit } from '../../../src/core/state/recover-unit.js';
import type { StateStore } from '../../../src/core/state/state-store.js';
import { failureOf } from '../../helpers/failure-of.js';
import { MemoryObjects } from './memory-objects.js';
import { AT, creation, deploymentOf, headOf, metaOf, UNIT } from './state-samples.js';

const NEW = { fence: 2, run: 'new' };

describe('recoverUnit', () => {
  let objects: MemoryObjects;
  let store: StateStore;
  beforeEach(() => {
    objects = new MemoryObjects();
    store = new ObjectStateStore(objects);
  });

  it('finds nothing where nothing was', async () => {
    expect(await recover()).to.deep.include({
      deployment: undefined,
      checkpointVersion: undefined,
      lastUpdate: 0,
      interrupted: [],
    });
  });

  it('gives the checkpoint back, unchanged and unsealed, when no run was interrupted', async () => {
    const version = await store.units.writeCheckpoint(AT, UNIT, deploymentOf('a'), undefined);
    const recovered = await recover({ appliedUpdate: 3 });
    expect(recovered).to.deep.include({
      deployment: deploymentOf('a'),
      checkpointVersion: version,
      lastUpdate: 3,
      interrupted: [],
    });
  });

  it('replays several interrupted updates one after the other, each on the result of the one before', async () => {
    await store.units.writeCheckpoint(AT, UNIT, deploymentOf('a'), undefined);
    for (const n of [1, 2]) await (await store.units.beginUpdate(AT, UNIT, metaOf(n))).append(creation(n, `q${n}`));
    const recovered = await recover();
    expect(recovered.deployment?.metadata).to.deep.equal({ replayed: [2, 2] });
    expect(recovered.lastUpdate).to.equal(2);
    expect(recovered.interrupted.map((update) => [update.meta.update, update.sealed])).to.deep.equal([
      [1, true],
      [2, true],
    ]);
  });

  it('replays what the old writer has appended between the look and the seal', async () => {
    const journal = await store.units.beginUpdate(AT, UNIT, metaOf(1));
    await journal.append(creation(1, 'a'));
    const seal = store.units.seal.bind(store.units);
    store.units.seal = async (...args) => {
      await journal.append(creation(2, 'late'));
      return seal(...args);
    };
    const recovered = await recover();
    expect(recovered.interrupted[0]?.entries).to.deep.equal([...creation(1, 'a'), ...creation(2, 'late')]);
    expect((await failureOf(journal.append(creation(3, 'too late')))).code).to.equal('JournalSealed');
  });

  it('looks again when the old writer has published after all', async () => {
    const journal = await store.units.beginUpdate(AT, UNIT, metaOf(1));
    await journal.append(creation(1, 'a'));
    const seal = store.units.seal.bind(store.units);
    store.units.seal = async (...args) => {
      await seal(...args);
      const late = { store, at: AT, unit: UNIT, fence: 1, update: 1, checkpointVersion: undefined };
      await commitUpdate({ ...late, deployment: deploymentOf('a'), change: () => headOf() });
    };
    const recovered = await recover();
    expect(recovered.interrupted).to.deep.equal([]);
    expect(recovered.lastUpdate).to.equal(1);
    expect(recovered.deployment?.resources).to.deep.equal(deploymentOf('a').resources);
  });

  it('does not replay an update again that the checkpoint has taken in, though the head does not know yet', async () => {
    await (await store.units.beginUpdate(AT, UNIT, metaOf(1))).append(creation(1, 'a'));
    const marked = markCheckpoint(deploymentOf('a'), { appliedUpdate: 1, lineage: 'lineage-1' });
    await store.units.writeCheckpoint(AT, UNIT, marked, undefined);
    const recovered = await recover();
    expect(recovered).to.deep.include({ deployment: marked, lastUpdate: 1, interrupted: [], lineage: 'lineage-1' });
  });

  it('stops when its own lock was taken over: the update, or its seal, is of a newer fence', async () => {
    await store.units.beginUpdate(AT, UNIT, metaOf(1, { fence: 3 }));
    expect((await failureOf(recover())).code).to.equal('StateFenced');
  });

  it('believes the head when it is asked with an older number', async () => {
    await store.units.writeCheckpoint(AT, UNIT, deploymentOf('a'), undefined);
    await store.writeState(AT, headOf({ units: { [UNIT]: { appliedUpdate: 5 } } }), undefined);
    expect((await recover({ appliedUpdate: 2 })).lastUpdate).to.equal(5);
  });

  it('stops when the checkpoint is missing, older than the head, or of another lineage', async () => {
    expect((await failureOf(recover({ appliedUpdate: 4 }))).message).to.include('the checkpoint is missing');
    const marked = markCheckpoint(deploymentOf('a'), { appliedUpdate: 3, lineage: 'lineage-1' });
    await store.units.writeCheckpoint(AT, UNIT, marked, undefined);
    expect((await failureOf(recover({ appliedUpdate: 4 }))).code).to.equal('StateCorrupt');
    expect((await failureOf(recover({ appliedUpdate: 3, lineage: 'lineage-2' }))).code).to.equal('StateForeign');
    expect((await recover({ appliedUpdate: 3, lineage: 'lineage-1' })).lastUpdate).to.equal(3);
  });

  function recover(change: Partial<RecoverUnitRequest> = {}): Promise<RecoveredUnit> {
    return recoverUnit({ store, at: AT, unit: UNIT, appliedUpdate: 0, by: NEW, replay: countEntries, ...change });
  }
});

describe('commitUpdate', () => {
  it('marks the checkpoint, moves the head and removes the journals', async () => {
    const store = new ObjectStateStore(new MemoryObjects());
    await (await store.units.beginUpdate(AT, UNIT, metaOf(1))).append(creation(1, 'a'));
    const committed = await commitUpdate({
      store,
      at: AT,
      unit: UNIT,
      fence: 1,
      update: 1,
      deployment: deploymentOf('a'),
      checkpointVersion: undefined,
      change: () => headOf(),
    });
    expect(committed.state.units[UNIT]?.appliedUpdate).to.equal(1);
    const checkpoint = await store.units.readCheckpoint(AT, UNIT);
    expect(checkpoint).to.include({ found: true, version: committed.checkpointVersion });
    expect(checkpoint.found && readMark(checkpoint.value)).to.deep.equal({
      appliedUpdate: 1,
      lineage: committed.state.lineage,
    });
    expect(await store.units.readUpdates(AT, UNIT, 0)).to.deep.equal([]);
  });

  it('moves nothing when another run has published a checkpoint meanwhile', async () => {
    const store = new ObjectStateStore(new MemoryObjects());
    await store.units.writeCheckpoint(AT, UNIT, deploymentOf('theirs'), undefined);
    const late = { store, at: AT, unit: UNIT, fence: 1, update: 1, checkpointVersion: undefined };
    const failure = await failureOf(
      commitUpdate({ ...late, deployment: deploymentOf('ours'), change: () => headOf() }),
    );
    expect(failure.code).to.equal('StateConflict');
    expect(await store.readState(AT)).to.deep.equal({ found: false });
  });
});

/** Keeps how many entries came in each update. */
function countEntries(base: DeploymentV3 | undefined, entries: readonly JournalEntry[]): DeploymentV3 {
  const before = (base?.metadata?.['replayed'] as number[] | undefined) ?? [];
  return { ...(base ?? deploymentOf()), metadata: { ...base?.metadata, replayed: [...before, entries.length] } };
}
