import { expect } from 'chai';
import type { StateStore, Version } from '../../src/core/state/state-store.js';
import { AT, deploymentOf, headOf, recordOf, UNIT } from '../core/state/state-samples.js';
import { failureOf } from '../helpers/failure-of.js';
import { stateAdminContract } from './state-admin.contract.js';
import { auditContract } from './state-audit.contract.js';
import { journalContract } from './state-journal.contract.js';
import { snapshotContract } from './state-snapshots.contract.js';

/** Two clients onto the same storage, as two processes have them. */
export interface StateStoreClients {
  readonly first: StateStore;
  readonly second: StateStore;
  /** Rewrites one stored object, as an editor, a bad disk or a careless copy does. Undefined removes it. */
  readonly tamper: (key: string, change: (text: string) => string | undefined) => Promise<void>;
  readonly close?: () => Promise<void>;
}

export interface StateStoreOptions {
  /** Unix milliseconds, for pruning by age. */
  readonly now: () => number;
}

export const CONTRACT_NOW = Date.parse('2026-01-02T00:00:00.000Z');

/** What every `StateStore` promises. */
export function stateStoreContract(
  name: string,
  open: (options: StateStoreOptions) => Promise<StateStoreClients>,
): void {
  describe(`${name} as a StateStore`, () => {
    let clients: StateStoreClients;
    beforeEach(async () => {
      clients = await open({ now: () => CONTRACT_NOW });
    });
    afterEach(async () => clients.close?.());

    describe('the head', () => headContract(() => clients));
    describe('damage', () => damageContract(() => clients));
    describe('history', () => historyContract(() => clients));
    describe('kept states', () => snapshotContract(() => clients));
    describe('the audit trail', () => auditContract(() => clients));
    describe('state commands', () => stateAdminContract(() => clients));
    describe('checkpoints', () => checkpointContract(() => clients));
    describe('the journal', () => journalContract(() => clients));
  });
}

function headContract(clients: () => StateStoreClients): void {
  it('is not found before the first write, which is no error', async () => {
    expect(await clients().first.readState(AT)).to.deep.equal({ found: false });
  });

  it('is damaged, not "not there", when it is missing though the history knows of it', async () => {
    const { first, second, tamper } = clients();
    await first.writeState(AT, headOf({ serial: 4 }), undefined);
    await first.history.put(AT, recordOf(4));
    await tamper('stacks/shop/prod/state.json', () => undefined);
    const failure = await failureOf(second.readState(AT));
    expect(failure.code).to.equal('StateCorrupt');
    expect(failure.message).to.include('missing').and.include('serial 4');
    expect(failure.suggestions[0]).to.include('panka state repair');
  });

  it('is read by another client as it was written', async () => {
    const { first, second } = clients();
    const state = headOf({ lastDeployment: 'd-1', units: { stack: { appliedUpdate: 3, checkpoint: 'abc' } } });
    const version = await first.writeState(AT, state, undefined);
    expect(await second.readState(AT)).to.deep.equal({ found: true, value: state, version });
  });

  it('changes its version with every write', async () => {
    const { first } = clients();
    const versions: Version[] = [];
    for (const serial of [1, 2, 3]) versions.push(await first.writeState(AT, headOf({ serial }), versions.at(-1)));
    expect(new Set(versions).size).to.equal(3);
  });

  it('refuses a first write when there is a state already', async () => {
    const { first, second } = clients();
    await first.writeState(AT, headOf(), undefined);
    const failure = await failureOf(second.writeState(AT, headOf({ serial: 2 }), undefined));
    expect(failure.code).to.equal('StateConflict');
  });

  it('refuses a write that names another version than the stored one, and leaves that alone', async () => {
    const { first, second } = clients();
    const old = await first.writeState(AT, headOf(), undefined);
    await first.writeState(AT, headOf({ serial: 2 }), old);
    expect((await failureOf(second.writeState(AT, headOf({ serial: 3 }), old))).code).to.equal('StateConflict');
    const stored = await second.readState(AT);
    expect(stored.found && stored.value.serial).to.equal(2);
  });

  it('refuses to replace a state that is gone', async () => {
    const failure = await failureOf(clients().first.writeState(AT, headOf(), 'a-version-that-never-was'));
    expect(failure.code).to.equal('StateConflict');
  });

  it('lets exactly one of many writers of the same version win', async () => {
    const { first, second } = clients();
    const old = await first.writeState(AT, headOf(), undefined);
    const writes = Array.from({ length: 10 }, (_, n) =>
      (n % 2 ? first : second).writeState(AT, headOf({ serial: 2, lastDeployment: `d-${n}` }), old),
    );
    const outcomes = await Promise.allSettled(writes);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).to.have.length(1);
  });

  it('takes the same write again for its own when the reply was lost', async () => {
    const { first } = clients();
    const version = await first.writeState(AT, headOf(), undefined);
    expect(await first.writeState(AT, headOf(), undefined)).to.equal(version);
  });

  it('refuses a fence below the stored one, even with the right version', async () => {
    const { first, second } = clients();
    const version = await first.writeState(AT, headOf({ fence: 7 }), undefined);
    const failure = await failureOf(second.writeState(AT, headOf({ serial: 2, fence: 6 }), version));
    expect(failure.code).to.equal('StateFenced');
    expect(failure.message).to.include('7').and.to.include('6');
  });

  it('refuses a state of another lineage, stack or environment', async () => {
    const { first } = clients();
    const version = await first.writeState(AT, headOf(), undefined);
    for (const change of [{ lineage: 'other' }, { stack: 'blog' }, { environment: 'dev' }]) {
      const failure = await failureOf(first.writeState(AT, headOf({ serial: 2, ...change }), version));
      expect(failure.code).to.equal('StateForeign');
    }
  });

  it('keeps stacks and environments apart', async () => {
    const { first } = clients();
    await first.writeState(AT, headOf(), undefined);
    expect(await first.readState({ ...AT, environment: 'dev' })).to.deep.equal({ found: false });
    expect(await first.readState({ ...AT, stack: 'shop2' })).to.deep.equal({ found: false });
  });

  it('refuses names that would leave its folder', async () => {
    for (const stack of ['..', '.', '', '.hidden'])
      expect((await failureOf(async () => clients().first.readState({ ...AT, stack }))).code).to.equal(
        'InvalidStateName',
      );
  });

  it('says where a person finds it', () => {
    expect(clients().first.describe(AT)).to.match(/stacks\/shop\/prod/);
  });
}

const STATE = 'stacks/shop/prod/state.json';
const CHECKPOINT = 'stacks/shop/prod/pulumi/stack/checkpoint.json';

function damageContract(clients: () => StateStoreClients): void {
  const damages: readonly (readonly [string, string, (text: string) => string])[] = [
    ['is empty', 'StateCorrupt', () => ''],
    ['is cut off', 'StateCorrupt', (text) => text.slice(0, text.length / 2)],
    ['was edited', 'StateCorrupt', (text) => text.replace('"format"', '"edited": 1, "format"')],
    ['is JSON of another program', 'StateForeign', () => '{"version": 4, "terraform_version": "1.9"}'],
    ['is no JSON object', 'StateForeign', () => '[]'],
    ['was written by a newer panka', 'StateNewer', (text) => text.replace(/"format": ?1/, '"format": 2')],
  ];
  for (const [what, code, change] of damages) {
    it(`is ${code} when the head ${what}, for reading and for writing`, async () => {
      const { first, second, tamper } = clients();
      const version = await first.writeState(AT, headOf(), undefined);
      await tamper(STATE, change);
      const failure = await failureOf(second.readState(AT));
      expect(failure.code).to.equal(code);
      expect(failure.message).to.include('state.json');
      expect(failure.suggestions).not.to.have.length(0);
      expect((await failureOf(second.writeState(AT, headOf({ serial: 2 }), version))).code).to.be.oneOf([
        code,
        'StateConflict',
      ]);
    });

    it(`is ${code} when a checkpoint ${what}`, async () => {
      const { first, second, tamper } = clients();
      await first.units.writeCheckpoint(AT, UNIT, deploymentOf('a'), undefined);
      await tamper(CHECKPOINT, change);
      expect((await failureOf(second.units.readCheckpoint(AT, UNIT))).code).to.equal(code);
    });
  }

  it('is StateForeign when the head of another environment was copied there', async () => {
    const { first, tamper } = clients();
    let dev = '';
    await first.writeState({ ...AT, environment: 'dev' }, headOf({ environment: 'dev' }), undefined);
    await tamper('stacks/shop/dev/state.json', (text) => {
      dev = text;
      return text;
    });
    await first.writeState(AT, headOf(), undefined);
    await tamper(STATE, () => dev);
    const failure = await failureOf(first.readState(AT));
    expect(failure.code).to.equal('StateForeign');
    expect(failure.message).to.include('"dev"').and.to.include('"prod"');
  });

  it('does not mind reformatting, which changes nothing', async () => {
    const { first, tamper } = clients();
    await first.writeState(AT, headOf(), undefined);
    await tamper(STATE, (text) => JSON.stringify(JSON.parse(text)));
    expect((await first.readState(AT)).found).to.equal(true);
  });
}

function historyContract(clients: () => StateStoreClients): void {
  const DAY = 24 * 60 * 60 * 1000;
  const daysAgo = (days: number) => new Date(CONTRACT_NOW - days * DAY).toISOString();

  it('is empty before the first deployment', async () => {
    expect(await clients().first.history.list(AT)).to.deep.equal([]);
    expect(await clients().first.history.get(AT, 1)).to.equal(undefined);
  });

  it('gives back what was put, newest first, beyond nine', async () => {
    const { first, second } = clients();
    for (const serial of [9, 10, 8, 11]) await first.history.put(AT, recordOf(serial));
    expect(await second.history.get(AT, 10)).to.deep.equal(recordOf(10));
    expect((await second.history.list(AT)).map((record) => record.serial)).to.deep.equal([11, 10, 9, 8]);
    expect((await second.history.list(AT, 2)).map((record) => record.serial)).to.deep.equal([11, 10]);
  });

  it('takes the same deployment again when it has ended, but not another under its serial', async () => {
    const { first, second } = clients();
    await first.history.put(AT, recordOf(1, { status: 'interrupted' }));
    await first.history.put(AT, recordOf(1, { status: 'succeeded' }));
    expect((await second.history.get(AT, 1))?.status).to.equal('succeeded');
    expect((await failureOf(second.history.put(AT, recordOf(1, { id: 'other' })))).code).to.equal('StateConflict');
    await second.history.putMissing(AT, recordOf(1, { status: 'failed' }));
    expect((await first.history.get(AT, 1))?.status, 'in its place only where there is none').to.equal('succeeded');
    await second.history.putMissing(AT, recordOf(2, { status: 'failed' }));
    expect((await first.history.get(AT, 2))?.status).to.equal('failed');
  });

  it('drops what is older than 90 days when a new one is written, and nothing else', async () => {
    const { first } = clients();
    await first.history.put(AT, recordOf(1, { startedAt: daysAgo(200) }));
    await first.history.put(AT, recordOf(2, { startedAt: daysAgo(91), endedAt: daysAgo(90.5) }));
    await first.history.put(AT, recordOf(3, { startedAt: daysAgo(89) }));
    await first.history.put(AT, recordOf(4, { startedAt: daysAgo(0) }));
    expect((await first.history.list(AT)).map((record) => record.serial)).to.deep.equal([4, 3]);
  });

  it('drops the states that were kept for what it drops, too', async () => {
    const { first } = clients();
    const days = [200, 91, 89, 0];
    for (const [index, age] of days.entries()) {
      await first.snapshots.keep(AT, headOf({ serial: index + 1 }), []);
      await first.history.put(AT, recordOf(index + 1, { startedAt: daysAgo(age) }));
    }
    expect(await first.snapshots.serials(AT)).to.deep.equal([3, 4]);
  });

  it('is an error, not a gap, when a record is damaged', async () => {
    const { first, second, tamper } = clients();
    await first.history.put(AT, recordOf(1));
    await tamper('stacks/shop/prod/history/1.json', (text) => text.slice(5));
    expect((await failureOf(second.history.list(AT))).code).to.equal('StateCorrupt');
  });
}

function checkpointContract(clients: () => StateStoreClients): void {
  it('are not found before the first write', async () => {
    expect(await clients().first.units.readCheckpoint(AT, UNIT)).to.deep.equal({ found: false });
  });

  it('are read by another client as they were written, one for each unit', async () => {
    const { first, second } = clients();
    const version = await first.units.writeCheckpoint(AT, 'stack', deploymentOf('a'), undefined);
    await first.units.writeCheckpoint(AT, 'component.orders.api', deploymentOf('b'), undefined);
    expect(await second.units.readCheckpoint(AT, 'stack')).to.deep.equal({
      found: true,
      value: deploymentOf('a'),
      version,
    });
    const other = await second.units.readCheckpoint(AT, 'component.orders.api');
    expect(other.found && other.value).to.deep.equal(deploymentOf('b'));
  });

  it('are replaced only by who names the stored version', async () => {
    const { first, second } = clients();
    const one = await first.units.writeCheckpoint(AT, UNIT, deploymentOf('a'), undefined);
    const two = await first.units.writeCheckpoint(AT, UNIT, deploymentOf('a', 'b'), one);
    for (const expected of [one, undefined]) {
      const failure = await failureOf(second.units.writeCheckpoint(AT, UNIT, deploymentOf('x'), expected));
      expect(failure.code).to.equal('StateConflict');
    }
    expect((await second.units.readCheckpoint(AT, UNIT)) as unknown).to.include({ version: two });
  });

  it('may be anything that JSON can say', async () => {
    const { first, second } = clients();
    const odd = JSON.parse('{"2":1,"1":2,"__proto__":{"a":[null,-0.5e300,"\\u2028 ü 🙂"]},"":""}');
    const deployment = { ...deploymentOf('a'), metadata: { odd } };
    await first.units.writeCheckpoint(AT, UNIT, deployment, undefined);
    const read = await second.units.readCheckpoint(AT, UNIT);
    expect(read.found && JSON.stringify(read.value)).to.equal(JSON.stringify(deployment));
  });
}
