import { expect } from 'chai';
import type { UnitProgram } from '../../../src/core/engine/deployment-engine.js';
import { Thing } from './thing.js';
import { World } from './world.js';

const LENGTH = 1_200;

/** Every resource depends on the one before. */
function chain(last: number): UnitProgram {
  return async () => {
    let before: Thing | undefined;
    for (let nth = 0; nth < LENGTH; nth += 1) {
      before = new Thing(`t${nth}`, { ...(before && { of: before.arn }), size: nth === LENGTH - 1 ? last : 0 });
    }
    return {};
  };
}

describe('a large stack', () => {
  it('of one long chain is made, changed at its end, read and deleted', async () => {
    const world = new World();
    expect((await world.up(chain(1))).errors).to.deep.equal([]);
    expect(world.provider.cloud.size).to.equal(LENGTH);
    expect((await world.up(chain(2))).errors).to.deep.equal([]);
    expect(world.provider.calls).to.deep.equal([`update t${LENGTH - 1}-1`]);
    expect((await world.refresh()).errors).to.deep.equal([]);
    expect((await world.destroy()).errors).to.deep.equal([]);
    expect(world.provider.calls).to.have.length(LENGTH);
  });

  it('asks the provider and the journal as often per resource as a small one does', async () => {
    const costs: number[] = [];
    for (const size of [20, 200]) {
      const world = new World();
      let asked = 0;
      const diff = world.provider.diff.bind(world.provider);
      world.provider.diff = (request) => {
        asked += 1;
        return diff(request);
      };
      const program =
        (fixedUnique: number): UnitProgram =>
        async () => {
          for (let nth = 0; nth < size; nth += 1) new Thing(`t${nth}`, { fixedUnique });
          return {};
        };
      await world.up(program(1));
      await world.up(program(2));
      costs.push((asked + world.entries.length) / size);
    }
    expect(Math.abs((costs[0] ?? 0) - (costs[1] ?? 0))).to.be.lessThan(1);
  });
});
