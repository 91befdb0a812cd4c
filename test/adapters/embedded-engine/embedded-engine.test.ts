import { expect } from 'chai';
import { Group, Thing } from './thing.js';
import { World } from './world.js';

describe('EmbeddedEngine', () => {
  it('creates what a program declares, does nothing the second time, and destroys it', async () => {
    const world = new World();
    const program = async () => {
      const group = new Group('shop/api');
      const a = new Thing('a', { size: 1 }, { parent: group });
      const b = new Thing('b', { of: a.arn }, { parent: group });
      return { arn: b.arn };
    };

    const preview = await world.preview(program);
    expect(preview.errors).to.deep.equal([]);
    expect(world.ops('planned')).to.have.members(['create shop/api', 'create a', 'create b']);

    const up = await world.up(program);
    expect(up.errors).to.deep.equal([]);
    expect(up.status).to.equal('succeeded');
    expect(up.outputs).to.deep.equal({ arn: 'arn:b-1' });
    expect(world.provider.calls).to.deep.equal(['create a', 'create b']);

    const again = await world.up(program);
    expect(again.status).to.equal('succeeded');
    expect(world.entries).to.deep.equal([]);
    expect(world.ops()).to.deep.equal([]);

    const gone = await world.destroy();
    expect(gone.errors).to.deep.equal([]);
    expect(world.provider.calls).to.deep.equal(['delete b-1', 'delete a-1']);
    expect(world.base?.resources).to.equal(undefined);
    expect(world.provider.cloud.size).to.equal(0);
  });
});
