import { expect } from 'chai';
import { type ForgetRequest, forgetResources } from '../../../src/core/state-admin/forget-resources.js';
import type { ListedResource } from '../../../src/core/state-admin/listed-resources.js';
import { readWholeState } from '../../../src/core/state-admin/whole-state.js';
import { failureOf } from '../../helpers/failure-of.js';
import { AT, creation, metaOf } from '../state/state-samples.js';
import { DeployedStack, urnOf } from './deployed-stack.js';
import { changeOf } from './state-ports.js';

describe('forgetting resources', () => {
  let stack: DeployedStack;
  beforeEach(async () => {
    stack = new DeployedStack();
    await stack.deploy({
      'api/first': { visibilityTimeout: 30 },
      'api/second': { visibilityTimeout: 30, needs: ['api/first'] },
    });
  });
  const forget = (named: readonly string[], change: Partial<ForgetRequest> = {}) =>
    forgetResources({ ...changeOf(stack, 'panka state rm'), named, approve: async () => true, ...change });
  const urns = async () =>
    (await readWholeState(stack.state, AT)).units.flatMap(({ deployment }) =>
      (deployment.resources ?? []).filter(({ custom }) => custom).map(({ urn }) => urn),
    );

  it('takes them out of the state, and shows them first', async () => {
    let shown: readonly ListedResource[] = [];
    const result = await forget(['api/second'], {
      approve: async (resources) => {
        shown = resources;
        return true;
      },
    });
    expect(shown.map(({ urn }) => urn)).to.deep.equal([urnOf('api/second')]);
    expect(result).to.deep.include({ outcome: 'forgotten', serial: 2, forgotten: shown });
    expect(await urns()).to.deep.equal([urnOf('api/first')]);
    const head = await stack.state.readState(AT);
    expect(head.found && Object.keys(head.value.components)).to.deep.equal(['api/first']);
    expect(await stack.state.history.get(AT, 2)).to.include({ command: 'panka state rm' });
  });

  it('refuses what others refer to, unless those are named, too', async () => {
    const failure = await failureOf(forget(['api/first']));
    expect(failure.code).to.equal('HasDependents');
    expect(failure.suggestions[0]).to.include(`'api/first' '${urnOf('api/second')}'`);
    expect(await urns()).to.have.length(2);
    await forget(['api/first', urnOf('api/second')]);
    expect(await urns()).to.deep.equal([]);
  });

  it('changes nothing when it is not approved, or nothing has that name', async () => {
    expect((await failureOf(forget(['api/second'], { approve: async () => false }))).code).to.equal('NotApproved');
    expect((await failureOf(forget(['api/other']))).code).to.equal('NotInState');
    expect(await urns()).to.have.length(2);
    const head = await stack.state.readState(AT);
    expect(head.found && head.value.serial).to.equal(1);
  });

  it('forgets a step that was begun and cannot be settled', async () => {
    const journal = await stack.state.units.beginUpdate(AT, 'stack', metaOf(2, { fence: 2 }));
    await journal.append([creation(1, 'api/begun')[0]]);
    const result = await forget(['api/begun']);
    expect(result.forgotten.map(({ pending }) => pending)).to.deep.equal(['creating']);
    const whole = await readWholeState(stack.state, AT);
    expect(whole.units.flatMap(({ deployment }) => deployment.pending_operations ?? [])).to.deep.equal([]);
    expect(await urns()).to.have.length(2);
  });
});
