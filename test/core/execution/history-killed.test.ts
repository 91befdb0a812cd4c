import { expect } from 'chai';
import type { StateStore } from '../../../src/core/state/state-store.js';
import { deploymentHistory } from '../../../src/core/state/unrecorded-runs.js';
import { AT, mortal, queue, shop, UnitProject } from './unit-project.js';

const one = shop('stack', queue('orders/incoming', { visibilityTimeout: 30 }));
const two = shop('stack', queue('orders/incoming', { visibilityTimeout: 31 }));
const three = shop('stack', queue('orders/incoming', { visibilityTimeout: 32 }));

describe('a run that is killed before it writes its record', () => {
  let project: UnitProject;
  beforeEach(async () => {
    project = new UnitProject();
    await project.apply(one);
  });
  afterEach(() => project.remove());
  const written = async () => (await project.state.history.list(AT)).map(({ serial, id }) => `${serial} ${id}`);
  const shown = async () => (await deploymentHistory(project.state, AT)).map(({ serial, id }) => `${serial} ${id}`);

  /** Dies when the head has moved and the journal is gone. */
  async function killed(): Promise<void> {
    let isDead = false;
    const isOver = (call: string) => {
      isDead ||= call === 'put';
      return isDead;
    };
    const state = (own: StateStore) => mortal(own, isOver);
    const run = project.apply(two, { state, locks: mortal(project.locks, isOver) });
    expect(await run.then(() => 'alive').catch(() => 'dead')).to.equal('dead');
    expect((await project.head()).lastDeployment).to.equal('run-2');
  }

  it('is in the history all the same, with who, when and how it ended', async () => {
    await killed();
    expect(await written()).to.deep.equal(['1 run-1']);
    expect(await shown()).to.deep.equal(['2 run-2', '1 run-1']);
    const [newest] = await deploymentHistory(project.state, AT);
    expect(newest).to.deep.include({ status: 'succeeded', resources: { update: 1 }, target: 'sandbox' });
    expect(newest?.manifests).to.have.property('orders/incoming');
    expect(newest?.plugins).to.have.property('SQS');
  });

  it('gets its record by the next run that writes, once', async () => {
    await killed();
    const { status } = await project.apply(three, { processAlive: async () => 'gone' });
    expect(status).to.equal('succeeded');
    expect(await written()).to.deep.equal(['3 run-3', '2 run-2', '1 run-1']);
    expect((await project.head()).unrecorded?.map(({ id }) => id)).to.deep.equal(['run-3']);
    expect(await shown()).to.deep.equal(await written());
  });

  it('writes its own over it when it was not dead', async () => {
    await killed();
    const [owed] = await deploymentHistory(project.state, AT);
    if (owed === undefined) throw new Error('nothing is owed');
    await project.state.history.putMissing(AT, owed);
    await project.state.history.put(AT, { ...owed, components: ['its own'] });
    await project.state.history.putMissing(AT, owed);
    expect((await project.state.history.get(AT, 2))?.components).to.deep.equal(['its own']);
  });
});
