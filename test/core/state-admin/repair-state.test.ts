import { expect } from 'chai';
import type { JournalEntry } from '../../../src/core/engine/journal-entry.js';
import {
  checkpointKey,
  historyKey,
  journalKey,
  metaKey,
  snapshotCheckpointKey,
  snapshotStateKey,
  stateKey,
} from '../../../src/core/state/object-keys.js';
import { compareStates } from '../../../src/core/state-admin/compare-states.js';
import { type RepairRequest, repairState } from '../../../src/core/state-admin/repair-state.js';
import { stateOfSerial } from '../../../src/core/state-admin/state-of-serial.js';
import { readWholeState } from '../../../src/core/state-admin/whole-state.js';
import { failureOf } from '../../helpers/failure-of.js';
import { MemoryObjects } from '../state/memory-objects.js';
import { AT, creation, metaOf } from '../state/state-samples.js';
import { DeployedStack } from './deployed-stack.js';
import { changeOf } from './state-ports.js';

const HEAD = stateKey(AT);
const CHECKPOINT = checkpointKey(AT, 'stack');
const QUEUES = { 'api/first': { visibilityTimeout: 30 }, 'api/second': { visibilityTimeout: 30 } };

describe('repairing a state', () => {
  let objects: MemoryObjects;
  let stack: DeployedStack;
  beforeEach(async () => {
    objects = new MemoryObjects();
    stack = new DeployedStack(objects);
    await stack.deploy({ 'api/first': { visibilityTimeout: 10 } });
    await stack.deploy(QUEUES);
  });
  const repair = (change: Partial<RepairRequest> = {}) =>
    repairState({
      ...changeOf(stack, 'panka state repair'),
      ...{ deep: false, acceptLoss: false, approve: async () => true },
      ...change,
    });
  const tamper = (key: string, change: (text: string) => string) => {
    const { text = '' } = objects.stored.get(key) ?? {};
    objects.stored.set(key, { text: change(text), version: `tampered-${key}` });
  };
  const ids = async () =>
    (await readWholeState(stack.state, AT)).units.flatMap(({ deployment }) =>
      (deployment.resources ?? []).flatMap(({ id }) => id ?? []),
    );
  const kinds = (problems: readonly { kind: string }[]) => problems.map(({ kind }) => kind);

  it('finds nothing where nothing is wrong, and changes nothing', async () => {
    const result = await repair({ deep: true });
    expect(result).to.deep.include({ outcome: 'nothing-to-do', problems: [], left: [], setAside: [], serial: 2 });
  });

  const heads: readonly { readonly what: string; readonly kind: string; readonly damage: () => void }[] = [
    { what: 'truncated', kind: 'head-damaged', damage: () => tamper(HEAD, (text) => text.slice(0, 200)) },
    { what: 'empty', kind: 'head-damaged', damage: () => tamper(HEAD, () => '') },
    {
      what: 'edited',
      kind: 'head-damaged',
      damage: () => tamper(HEAD, (text) => text.replace('"deployed"', '"failed"')),
    },
    {
      what: 'another stack’s',
      kind: 'head-damaged',
      damage: () => tamper(HEAD, (text) => text.replaceAll('"shop"', '"blog"')),
    },
    { what: 'deleted', kind: 'head-missing', damage: () => objects.stored.delete(HEAD) },
  ];
  for (const { what, kind, damage } of heads)
    it(`puts back a head that is ${what}, from its copy, as a new serial`, async () => {
      const { text = '' } = objects.stored.get(HEAD) ?? {};
      damage();
      const error = await failureOf(stack.state.readState(AT));
      expect(error.suggestions.join()).to.match(/panka state repair|panka config/);
      const result = await repair();
      expect(kinds(result.problems)).to.deep.equal([kind]);
      expect(result).to.deep.include({ outcome: 'repaired', left: [], serial: 3 });
      const kept = result.setAside.map(({ from }) => from);
      expect(kept).to.deep.equal(kind === 'head-missing' ? [] : [`memory://${HEAD}`]);
      const difference = compareStates(
        await stateOfSerial(stack.state, AT, 2),
        await stateOfSerial(stack.state, AT, 'current'),
      );
      expect(difference).to.deep.include({ manifests: [], resources: [], outputs: [], incomplete: [] });
      expect(JSON.parse(text).lineage).to.equal(JSON.parse(objects.stored.get(HEAD)?.text ?? '').lineage);
      expect((await stack.deploy(QUEUES)).serial, 'and the next run goes on').to.equal(4);
    });

  it('leaves a head alone that a newer panka wrote', async () => {
    tamper(HEAD, (text) => text.replace('"format": 1', '"format": 2'));
    const failure = await failureOf(repair());
    expect(failure.code).to.equal('StateNewer');
    expect(objects.stored.get(HEAD)?.version).to.equal(`tampered-${HEAD}`);
  });

  it('makes a head from the checkpoint where no copy was kept', async () => {
    await objects.remove([HEAD, snapshotStateKey(AT, 1), snapshotStateKey(AT, 2)]);
    const result = await repair();
    expect(result).to.deep.include({ outcome: 'repaired', left: [], serial: 3 });
    const head = await stack.state.readState(AT);
    expect(head.found && Object.entries(head.value.components).map(([a, c]) => `${a} ${c.status}`)).to.deep.equal([
      'api/first unverified',
      'api/second unverified',
    ]);
    expect((await stack.deploy(QUEUES)).serial).to.equal(4);
  });

  const checkpoints: readonly { readonly what: string; readonly kind: string; readonly damage: () => void }[] = [
    { what: 'truncated', kind: 'checkpoint-damaged', damage: () => tamper(CHECKPOINT, (text) => text.slice(0, -40)) },
    { what: 'deleted', kind: 'checkpoint-missing', damage: () => objects.stored.delete(CHECKPOINT) },
    {
      what: 'an old one',
      kind: 'checkpoint-changed',
      damage: () => tamper(CHECKPOINT, () => objects.stored.get(snapshotCheckpointKey(AT, 1, 'stack'))?.text ?? ''),
    },
  ];
  for (const { what, kind, damage } of checkpoints)
    it(`puts back a checkpoint that is ${what}, when the very one that the head names was kept`, async () => {
      const before = await ids();
      damage();
      const result = await repair();
      expect(kinds(result.problems)).to.deep.equal([kind]);
      expect(result).to.deep.include({ outcome: 'repaired', left: [], serial: 2 });
      expect(await ids()).to.deep.equal(before);
      expect((await stack.deploy(QUEUES)).serial).to.equal(3);
    });

  it('puts back a checkpoint from an older version that the store keeps, when no copy was kept', async () => {
    const before = await ids();
    const { text = '' } = objects.stored.get(CHECKPOINT) ?? {};
    await objects.remove([snapshotCheckpointKey(AT, 2, 'stack')]);
    tamper(CHECKPOINT, () => '{');
    const versions = new Map([
      ['v3', '{'],
      ['v2', text],
    ]);
    Object.assign(objects, {
      versions: async (key: string) =>
        key === CHECKPOINT
          ? [...versions].map(([id], index) => ({ id, at: '', bytes: 1, isCurrent: index === 0 }))
          : [],
      readVersion: async (_key: string, id: string) => versions.get(id),
    });
    expect((await repair()).left).to.deep.equal([]);
    expect(await ids()).to.deep.equal(before);
  });

  it('says which state can be restored where the checkpoint is lost for good', async () => {
    await objects.remove([CHECKPOINT, snapshotCheckpointKey(AT, 2, 'stack')]);
    const result = await repair();
    expect(result.outcome).to.equal('nothing-to-do');
    expect(kinds(result.left)).to.deep.equal(['checkpoint-missing']);
    expect(result.left[0]?.advice[0]).to.include('panka state restore --serial 1');
  });

  it('puts back head and checkpoint in one go', async () => {
    tamper(HEAD, () => '{');
    tamper(CHECKPOINT, () => '{');
    const result = await repair();
    expect(kinds(result.repaired)).to.deep.equal(['head-damaged', 'checkpoint-damaged']);
    expect(result.left).to.deep.equal([]);
    expect(await ids()).to.have.length(2);
  });

  describe('with a journal of an interrupted run', () => {
    let append: (sequence: number, name: string, half?: 'begun') => Promise<void>;
    let appendEntries: (entries: readonly JournalEntry[]) => Promise<void>;
    beforeEach(async () => {
      const journal = await stack.state.units.beginUpdate(AT, 'stack', metaOf(3, { fence: 3 }));
      appendEntries = (entries) => journal.append(entries);
      append = async (sequence, name, half) => {
        const [begin, end] = creation(sequence, name);
        await journal.append(half === 'begun' ? [begin] : [begin, end]);
      };
      await append(1, 'api/made');
      await append(2, 'api/lost');
      await append(3, 'api/later');
      await append(4, 'api/open', 'begun');
    });
    const slot = (k: number) => journalKey(AT, 'stack', { update: 3, k });

    it('says that it is whole, and what finishes it', async () => {
      const result = await repair();
      expect(kinds(result.problems)).to.deep.equal(['interrupted']);
      expect(result.problems[0]?.advice.join()).to.include('panka apply');
      expect(result.outcome).to.equal('nothing-to-do');
    });

    const damages: readonly { readonly what: string; readonly damage: () => void; readonly left: readonly string[] }[] =
      [
        { what: 'a slot deleted', damage: () => objects.stored.delete(slot(2)), left: ['api/made', 'api/later'] },
        {
          what: 'a slot cut off',
          damage: () => tamper(slot(2), (text) => text.slice(0, 50)),
          left: ['api/made', 'api/later'],
        },
        {
          what: 'its last slot edited',
          damage: () => tamper(slot(4), (text) => text.replace('open', 'shut')),
          left: ['api/made', 'api/lost', 'api/later'],
        },
        {
          what: 'its meta deleted',
          damage: () => objects.stored.delete(metaKey(AT, 'stack', 3)),
          left: ['api/made', 'api/lost', 'api/later'],
        },
      ];
    for (const { what, damage, left } of damages)
      it(`with ${what}, salvages what can still be read, but only when the loss is accepted`, async () => {
        damage();
        expect((await failureOf(readWholeState(stack.state, AT))).suggestions[0]).to.include('panka state repair');
        const refused = await repair();
        expect(refused.outcome).to.equal('nothing-to-do');
        expect(kinds(refused.left)).to.deep.equal(['journal-broken']);
        expect(refused.left[0]?.loses).to.include('not known');
        const result = await repair({ acceptLoss: true });
        expect(result.left.filter(({ severity }) => severity !== 'info')).to.deep.equal([]);
        expect(await ids()).to.have.members(['https://sqs/api/first', 'https://sqs/api/second', ...left]);
        expect((await failureOf(append(9, 'api/late'))).code, 'its writer is kept out').to.equal('JournalSealed');
        expect((await stack.deploy(QUEUES)).serial).to.equal(4);
      });

    it('finds entries that cannot be replayed though every object is whole', async () => {
      const [, end] = creation(5, 'api/strange');
      await appendEntries([{ ...end, kind: 99 }]);
      const result = await repair({ acceptLoss: true });
      expect(kinds(result.repaired)).to.deep.equal(['journal-broken']);
      expect(result.repaired[0]?.message).to.include('1 of its entries');
      expect(await ids())
        .to.include('api/made')
        .and.not.include('api/strange');
    });

    it('keeps a step that was begun, for the next run to settle', async () => {
      objects.stored.delete(slot(2));
      const result = await repair({ acceptLoss: true });
      expect(kinds(result.left)).to.deep.equal(['pending']);
      expect(result.left[0]?.message).to.include('creating').and.include('api/open');
    });
  });

  it('moves damaged pieces of the history out of the way, and loses none', async () => {
    tamper(historyKey(AT, 1), (text) => text.slice(9));
    tamper(snapshotStateKey(AT, 1), () => 'x');
    tamper(snapshotCheckpointKey(AT, 1, 'stack'), () => 'y');
    expect((await failureOf(stack.state.history.list(AT))).code).to.equal('StateCorrupt');
    const result = await repair({ deep: true });
    expect(kinds(result.repaired)).to.deep.equal(['history-damaged', 'history-damaged', 'history-damaged']);
    expect(result.left).to.deep.equal([]);
    expect((await stack.state.history.list(AT)).map(({ serial }) => serial)).to.deep.equal([2]);
    const aside = [...objects.stored].filter(([key]) => key.includes('/set-aside/')).map(([, { text }]) => text);
    expect(aside).to.have.length(3).and.include('x').and.include('y');
  });

  it('removes journals that a killed run has left though the checkpoint has them', async () => {
    const { prune } = stack.state.units;
    stack.state.units.prune = async () => {};
    const journal = await stack.state.units.beginUpdate(AT, 'stack', metaOf(3, { fence: 3 }));
    await journal.append(creation(1, 'api/made'));
    await stack.deploy(QUEUES);
    stack.state.units.prune = prune;
    const result = await repair();
    expect(kinds(result.repaired)).to.deep.equal(['journal-left-over']);
    expect(result.left).to.deep.equal([]);
  });

  it('never touches the audit trail nor what it does not know, and says that they are there', async () => {
    await repair();
    const [audit = ''] = [...objects.stored.keys()].filter((key) => key.includes('/audit/'));
    tamper(audit, (text) => text.replace('otto', 'anna'));
    objects.stored.set('stacks/shop/prod/notes.txt', { text: 'mine', version: 'n' });
    const result = await repair();
    expect(kinds(result.left)).to.have.members(['audit-damaged', 'unknown-object']);
    expect(objects.stored.get('stacks/shop/prod/notes.txt')?.text).to.equal('mine');
    expect(objects.stored.get(audit)?.text).to.include('anna');
  });

  it('changes nothing when it is not approved', async () => {
    tamper(HEAD, () => '{');
    const failure = await failureOf(repair({ approve: async () => false }));
    expect(failure.code).to.equal('NotApproved');
    expect(objects.stored.get(HEAD)?.text).to.equal('{');
  });

  it('is written down', async () => {
    tamper(HEAD, () => '{');
    await repair();
    const { entries } = await stack.state.audit.read(AT, {});
    expect(entries.map(({ event, command }) => `${command} ${event}`)).to.deep.equal([
      'panka state repair started',
      'panka state repair ended',
    ]);
    expect(entries[1]).to.include({ outcome: 'repaired', serial: 3 });
    expect(await stack.state.history.get(AT, 3)).to.include({ command: 'panka state repair' });
  });
});
