import { expect } from 'chai';
import { findResource, matchesList, resourcesOf } from '../../../src/core/state-admin/listed-resources.js';
import { shownState } from '../../../src/core/state-admin/shown-state.js';
import { readWholeState, type WholeState } from '../../../src/core/state-admin/whole-state.js';
import { failureOf } from '../../helpers/failure-of.js';
import { AT, creation, metaOf } from '../state/state-samples.js';
import { CANARY, DeployedStack, QUEUE, urnOf } from './deployed-stack.js';

describe('the resources of a state', () => {
  let whole: WholeState;
  before(async () => {
    const stack = new DeployedStack();
    await stack.deploy({
      'web/page': { visibilityTimeout: 1 },
      'api/first': { visibilityTimeout: 30 },
      'api/second': { visibilityTimeout: 30, needs: ['api/first'] },
    });
    whole = await readWholeState(stack.state, AT);
  });
  const names = (filter: object) =>
    resourcesOf(whole)
      .filter((one) => matchesList(one, filter))
      .map(({ name }) => name);

  it('are listed by component', () => {
    expect(names({})).to.deep.equal(['api/first', 'api/second', 'web/page']);
    const [first] = resourcesOf(whole).filter(({ name }) => name === 'api/first');
    expect(first).to.deep.include({
      ...{ urn: urnOf('api/first'), type: QUEUE, component: 'api/first', unit: 'stack', id: 'https://sqs/api/first' },
    });
  });

  it('are filtered by service, component and type, and the bookkeeping is left out', () => {
    expect(names({ services: ['api'] })).to.deep.equal(['api/first', 'api/second']);
    expect(names({ components: ['page'] })).to.deep.equal(['web/page']);
    expect(names({ types: ['sqs/queue'] })).to.have.length(3);
    expect(names({ types: ['s3'] })).to.deep.equal([]);
    expect(names({ all: true })).to.have.length(4);
  });

  it('are found by name and by URN', async () => {
    const all = resourcesOf(whole);
    expect(findResource(all, 'api/first').urn).to.equal(urnOf('api/first'));
    expect(findResource(all, urnOf('web/page')).name).to.equal('web/page');
    const failure = await failureOf(async () => findResource(all, 'api/frist'));
    expect(failure.code).to.equal('NotInState');
    expect(failure.suggestions[0]).to.equal('did you mean "api/first"?');
    const twice = [...all, ...all.map((one) => ({ ...one, urn: `${one.urn}2` }))];
    expect((await failureOf(async () => findResource(twice, 'api/first'))).code).to.equal('AmbiguousResource');
  });

  it('are shown with what they need and what needs them, and without secrets', () => {
    const shown = shownState(whole, 'api/first', { resource: true });
    expect(shown)
      .to.have.property('resource')
      .that.deep.includes({ neededBy: [urnOf('api/second')], needs: [] });
    expect(shown).to.have.nested.property('resource.inputs.dbPassword', '[secret]');
    expect(shown).to.have.nested.property('resource.outputs.key', '[secret]');
    expect(JSON.stringify(shown)).to.not.include(CANARY).and.not.include('sealed-');
  });

  it('belong to components, which are shown with their spec, outputs and resources', () => {
    const shown = shownState(whole, 'api/second', { resource: false });
    expect(shown).to.have.nested.property('component.spec.visibilityTimeout', 30);
    expect(shown).to.have.nested.property('component.resources[0].urn', urnOf('api/second'));
  });
});

describe('a state that an interrupted run has left', () => {
  it('is read with what was journalled, and a step that was begun is named', async () => {
    const stack = new DeployedStack();
    await stack.deploy({ 'api/first': { visibilityTimeout: 30 } });
    const journal = await stack.state.units.beginUpdate(AT, 'stack', metaOf(2, { fence: 2 }));
    const [begin] = creation(2, 'api/begun');
    await journal.append([...creation(1, 'api/made'), begin]);
    const whole = await readWholeState(stack.state, AT);
    expect(whole.interrupted).to.deep.equal(['stack']);
    const found = resourcesOf(whole).filter(({ name }) => name.startsWith('api/'));
    expect(found.map(({ name, pending }) => `${name} ${pending ?? ''}`)).to.deep.equal([
      'api/begun creating',
      'api/first ',
      'api/made ',
    ]);
  });
});
