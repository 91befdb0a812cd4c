import { expect } from 'chai';
import { auditedRuns } from '../../../src/core/audit/audit-runs.js';
import { checkpointKey, journalKey, snapshotCheckpointKey } from '../../../src/core/state/object-keys.js';
import { compareStates } from '../../../src/core/state-admin/compare-states.js';
import { type RestorePreview, type RestoreRequest, restoreState } from '../../../src/core/state-admin/restore-state.js';
import { stateOfSerial } from '../../../src/core/state-admin/state-of-serial.js';
import { readWholeState } from '../../../src/core/state-admin/whole-state.js';
import { failureOf } from '../../helpers/failure-of.js';
import { MemoryObjects } from '../state/memory-objects.js';
import { AT, creation, metaOf } from '../state/state-samples.js';
import { DeployedStack, deploymentOf } from './deployed-stack.js';
import { changeOf } from './state-ports.js';

const ONE = { 'api/first': { visibilityTimeout: 30 }, 'api/second': { visibilityTimeout: 30 } };
const TWO = { 'api/first': { visibilityTimeout: 60 } };

describe('restoring a state', () => {
  let objects: MemoryObjects;
  let stack: DeployedStack;
  beforeEach(async () => {
    objects = new MemoryObjects();
    stack = new DeployedStack(objects);
    await stack.deploy(ONE);
    await stack.deploy(TWO);
  });
  const restore = (change: Partial<RestoreRequest> = {}) =>
    restoreState({
      ...changeOf(stack, 'panka state restore'),
      ...{ serial: 1, discardPending: false, approve: async () => true },
      ...change,
    });
  const names = async () =>
    (await readWholeState(stack.state, AT)).units.flatMap(({ deployment }) =>
      (deployment.resources ?? []).filter(({ custom }) => custom).map(({ id }) => id),
    );

  it('makes it the present one again, as a new serial, and shows first what will differ', async () => {
    let shown: RestorePreview | undefined;
    const result = await restore({
      approve: async (preview) => {
        shown = preview;
        return true;
      },
    });
    expect(result).to.include({ outcome: 'restored', restored: 1, serial: 3 });
    expect(shown?.difference.resources.map(({ name, change }) => `${name} ${change}`)).to.deep.equal([
      'api/first changed',
      'api/second added',
    ]);
    expect(await names()).to.deep.equal(['https://sqs/api/first', 'https://sqs/api/second']);
    const [one, now] = [await stateOfSerial(stack.state, AT, 1), await stateOfSerial(stack.state, AT, 'current')];
    const difference = compareStates(one, now);
    expect(difference).to.deep.include({ manifests: [], resources: [], outputs: [] });
  });

  it('takes no component for verified: nobody has looked at the cloud', async () => {
    await restore();
    const head = await stack.state.readState(AT);
    expect(head.found && Object.values(head.value.components).map(({ status }) => status)).to.deep.equal([
      'unverified',
      'unverified',
    ]);
  });

  it('changes nothing when it is not approved', async () => {
    const before = new Map(objects.stored);
    const failure = await failureOf(restore({ approve: async () => false }));
    expect(failure.code).to.equal('NotApproved');
    const after = [...objects.stored].filter(([key]) => !key.includes('/audit/'));
    expect(after).to.deep.equal([...before].filter(([key]) => !key.includes('/audit/')));
  });

  it('is in the audit trail and in the history, with who and under which lock', async () => {
    await restore();
    const { entries } = await stack.state.audit.read(AT, {});
    const [run] = auditedRuns(entries, { heldLocks: new Set() });
    expect(run).to.deep.include({
      command: 'panka state restore',
      outcome: 'restored',
      serialBefore: 2,
      serialAfter: 3,
    });
    expect(run?.lock?.key).to.equal('stack:shop:env:prod');
    expect(run?.lock?.fence).to.be.greaterThan(2);
    expect(await stack.state.history.get(AT, 3)).to.include({ command: 'panka state restore', by: 'otto' });
    expect(await stack.locks.list()).to.deep.equal([]);
  });

  it('can be restored over, and deployed over', async () => {
    await restore();
    await restore({ serial: 2 });
    expect(await names()).to.deep.equal(['https://sqs/api/first']);
    expect((await stack.deploy(ONE)).serial).to.equal(5);
  });

  it('refuses a serial that is not kept, or not whole', async () => {
    expect((await failureOf(restore({ serial: 7 }))).code).to.equal('SerialNotKept');
    await objects.remove([snapshotCheckpointKey(AT, 1, 'stack')]);
    expect((await failureOf(restore())).code).to.equal('SnapshotIncomplete');
  });

  it('refuses while steps of an interrupted run are open, until they are discarded by name', async () => {
    const journal = await stack.state.units.beginUpdate(AT, 'stack', metaOf(3, { fence: 3 }));
    const [begin] = creation(1, 'api/begun');
    await journal.append([begin]);
    const failure = await failureOf(restore());
    expect(failure.code).to.equal('StatePending');
    expect(failure.message).to.include('api/begun');
    const result = await restore({ discardPending: true });
    expect(result.forgotten).to.deep.equal([{ urn: begin.operation?.resource.urn, step: 'creating' }]);
    expect((await readWholeState(stack.state, AT)).interrupted).to.deep.equal([]);
    expect((await failureOf(journal.append([begin]))).code, 'the old writer is sealed out').to.equal('JournalSealed');
  });

  it('works over a checkpoint that cannot be read, and says that the difference is not known', async () => {
    const key = checkpointKey(AT, 'stack');
    objects.stored.set(key, { text: '{"cut', version: 'damaged' });
    const result = await restore();
    expect(result.unreadable.map(({ unit }) => unit)).to.deep.equal(['stack']);
    expect(result.difference.incomplete).to.deep.equal([2]);
    expect(await names()).to.have.length(2);
    expect((await stack.deploy(TWO)).serial).to.equal(4);
  });

  it('works over a journal with a piece missing, and keeps its writer out', async () => {
    const journal = await stack.state.units.beginUpdate(AT, 'stack', metaOf(3, { fence: 3 }));
    for (const name of ['a', 'b', 'c']) await journal.append(creation(name.charCodeAt(0) - 96, `api/${name}`));
    await objects.remove([journalKey(AT, 'stack', { update: 3, k: 2 })]);
    expect((await failureOf(readWholeState(stack.state, AT))).code).to.equal('StateCorrupt');
    await restore();
    expect(await names()).to.have.length(2);
    expect((await failureOf(journal.append(creation(9, 'late')))).code).to.equal('JournalSealed');
  });

  it('leaves alone what another lock level has left', async () => {
    const { writeCheckpoint } = stack.state.units;
    await writeCheckpoint.call(stack.state.units, AT, 'service.api', deploymentOf(TWO), undefined);
    expect((await restore()).serial).to.equal(3);
    expect(await names()).to.have.length(2);
  });

  it('of units of their own restores each, and empties those that were not there then', async () => {
    const own = new MemoryObjects();
    const api = new DeployedStack(own, 'service.api');
    await api.deploy(ONE);
    await new DeployedStack(own, 'service.web').deploy({ 'web/page': { visibilityTimeout: 5 } });
    const approve = async () => true;
    const request = { ...changeOf(api, 'panka state restore'), serial: 1, discardPending: false, approve };
    expect(await restoreState(request)).to.include({ outcome: 'restored', serial: 3 });
    const { units, state } = await readWholeState(api.state, AT);
    expect(Object.keys(state?.units ?? {})).to.have.members(['service.api', 'service.web']);
    expect(units.map(({ unit, deployment }) => `${unit} ${(deployment.resources ?? []).length}`)).to.deep.equal([
      'service.api 3',
      'service.web 0',
    ]);
  });

  it('refuses a state of another lock level', async () => {
    const head = await stack.state.readState(AT);
    if (!head.found) throw new Error('no head');
    const other = { ...head.value, serial: 3, units: { 'service.api': { appliedUpdate: 0 } } };
    await stack.state.writeState(AT, other, head.version);
    await stack.state.units.writeCheckpoint(AT, 'service.api', deploymentOf(TWO), undefined);
    expect((await failureOf(restore())).code).to.equal('UnitsDiffer');
  });

  for (const when of ['before', 'after'] as const)
    it(`is finished by the next run, or never happened, when it is killed ${when} any write`, async () => {
      for (let kill = 1; ; kill += 1) {
        const dying = new MemoryObjects();
        const own = new DeployedStack(dying);
        await own.deploy(ONE);
        await own.deploy(TWO);
        const finished = await killedAt(dying, { kill, when }, () =>
          restoreState({
            ...changeOf(own, 'panka state restore'),
            ...{ serial: 1, discardPending: false, approve: async () => true },
          }),
        );
        const story = `killed ${when} write ${kill}`;
        const whole = await readWholeState(own.state, AT);
        const ids = whole.units.flatMap(({ deployment }) => (deployment.resources ?? []).map(({ id }) => id));
        expect(ids.filter(Boolean).length, story).to.be.oneOf([1, 2]);
        await own.deploy(TWO);
        expect((await readWholeState(own.state, AT)).interrupted, story).to.deep.equal([]);
        if (finished) return expect(kill).to.be.greaterThan(8);
      }
    });
});

/** Every write and removal after the kill fails; true when there were fewer. */
async function killedAt(
  objects: MemoryObjects,
  at: { kill: number; when: 'before' | 'after' },
  action: () => Promise<unknown>,
): Promise<boolean> {
  const { write, remove } = objects;
  let calls = 0;
  const dying = <A extends unknown[], R>(call: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      calls += 1;
      if (calls > at.kill || (calls === at.kill && at.when === 'before')) throw new Error('killed');
      const result = await call.apply(objects, args);
      if (calls === at.kill) throw new Error('killed');
      return result;
    };
  };
  objects.write = dying(write);
  objects.remove = dying(remove);
  await action().catch((error: unknown) => {
    if (calls < at.kill) throw error;
  });
  objects.write = write;
  objects.remove = remove;
  return calls < at.kill;
}
