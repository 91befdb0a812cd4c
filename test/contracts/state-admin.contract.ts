import { expect } from 'chai';
import { forgetResources } from '../../src/core/state-admin/forget-resources.js';
import { resourcesOf } from '../../src/core/state-admin/listed-resources.js';
import { repairState } from '../../src/core/state-admin/repair-state.js';
import { restoreState } from '../../src/core/state-admin/restore-state.js';
import { stateVersions } from '../../src/core/state-admin/state-versions.js';
import { readWholeState } from '../../src/core/state-admin/whole-state.js';
import { AT, creation, metaOf } from '../core/state/state-samples.js';
import { DeployedStack } from '../core/state-admin/deployed-stack.js';
import { changeOf } from '../core/state-admin/state-ports.js';
import { failureOf } from '../helpers/failure-of.js';
import type { StateStoreClients } from './state-store.contract.js';

const ONE = { 'api/first': { visibilityTimeout: 30 }, 'api/second': { visibilityTimeout: 30 } };
const TWO = { 'api/first': { visibilityTimeout: 60 } };
const FOLDER = 'stacks/shop/prod';

/** What the state commands do over any `StateStore`. */
export function stateAdminContract(clients: () => StateStoreClients): void {
  let stack: DeployedStack;
  beforeEach(async () => {
    stack = new DeployedStack(clients().first.objects);
    await stack.deploy(ONE);
    await stack.deploy(TWO);
  });
  const approve = async () => true;
  const names = async () => {
    const resources = resourcesOf(await readWholeState(clients().second, AT));
    return resources.filter(({ pending, id }) => pending === undefined && id !== undefined).map(({ name }) => name);
  };
  const repair = () => repairState({ ...changeOf(stack), deep: true, acceptLoss: true, approve });

  it('restore a serial, which another client sees, and can be deployed over', async () => {
    await restoreState({ ...changeOf(stack), serial: 1, discardPending: false, approve });
    expect(await names()).to.deep.equal(['api/first', 'api/second']);
    await forgetResources({ ...changeOf(stack), named: ['api/second'], approve });
    expect(await names()).to.deep.equal(['api/first']);
    expect((await stack.deploy(ONE)).serial).to.equal(5);
  });

  it('put back a head and a checkpoint that were cut off', async () => {
    const { second, tamper } = clients();
    await tamper(`${FOLDER}/state.json`, (text) => text.slice(0, 100));
    await tamper(`${FOLDER}/pulumi/stack/checkpoint.json`, (text) => text.slice(0, 100));
    expect((await failureOf(second.readState(AT))).suggestions[0]).to.include('panka state repair');
    const { left, setAside } = await repair();
    expect(left).to.deep.equal([]);
    expect(setAside).to.have.length(2);
    expect(await names()).to.deep.equal(['api/first']);
    expect((await stack.deploy(ONE)).serial).to.equal(4);
  });

  it('list the serials, newest first, and the older versions that the store keeps itself', async () => {
    const { versions, objects } = await stateVersions(clients().second, AT, 10);
    expect(versions.map(({ serial, current, kept, by }) => ({ serial, current, kept, by }))).to.deep.equal([
      { serial: 2, current: true, kept: true, by: 'anna' },
      { serial: 1, current: false, kept: true, by: 'anna' },
    ]);
    for (const { object, versions: older } of objects) {
      expect(object).to.match(/^(state|pulumi\/stack\/checkpoint)\.json$/);
      expect(older.filter(({ isCurrent }) => isCurrent)).to.have.length(1);
      const [previous] = older.filter(({ isCurrent }) => !isCurrent);
      const text = await clients().second.objects.readVersion?.(`${FOLDER}/${object}`, previous?.id ?? '');
      expect(text).to.include('"lineage"');
    }
  });

  it('put back a head that was deleted', async () => {
    const { second, tamper } = clients();
    await tamper(`${FOLDER}/state.json`, () => undefined);
    expect((await failureOf(second.readState(AT))).code).to.equal('StateCorrupt');
    expect((await repair()).left).to.deep.equal([]);
    expect((await stack.deploy(ONE)).serial).to.equal(4);
  });

  it('salvage a journal of which an object was deleted', async () => {
    const journal = await stack.state.units.beginUpdate(AT, 'stack', metaOf(3, { fence: 3 }));
    for (const [index, name] of ['api/a', 'api/b', 'api/c'].entries()) await journal.append(creation(index + 1, name));
    await clients().tamper(`${FOLDER}/pulumi/stack/updates/3/journal/2`, () => undefined);
    expect((await failureOf(readWholeState(clients().second, AT))).code).to.equal('StateCorrupt');
    expect((await repair()).left).to.deep.equal([]);
    expect(await names()).to.deep.equal(['api/a', 'api/c', 'api/first']);
    expect((await failureOf(journal.append(creation(9, 'late')))).code).to.equal('JournalSealed');
  });
}
