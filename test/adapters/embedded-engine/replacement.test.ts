import { expect } from 'chai';
import type { UnitProgram } from '../../../src/core/engine/deployment-engine.js';
import { Thing, type ThingArgs } from './thing.js';
import { World } from './world.js';

/** b is made from a's ARN; c only waits for a. */
function chain(a: ThingArgs, b: ThingArgs = {}, options: { deleteBeforeReplace?: boolean } = {}): UnitProgram {
  return async () => {
    const first = new Thing('a', a, options);
    const second = new Thing('b', { fixedOf: first.arn, ...b });
    new Thing('c', { size: 1 }, { dependsOn: [first] });
    return { second: second.arn };
  };
}

describe('replacing a resource', () => {
  it('makes the new one first, moves dependants over, and deletes the old ones last, dependants first', async () => {
    const world = new World();
    await world.up(chain({ fixed: 1 }));
    const result = await world.up(chain({ fixed: 2 }));
    expect(result.errors).to.deep.equal([]);
    expect(world.provider.calls).to.deep.equal(['create a', 'create b', 'delete b-1', 'delete a-1']);
    expect(world.ops()).to.deep.equal([
      'create-replacement a',
      'replace a',
      'create-replacement b',
      'replace b',
      'delete-replaced b',
      'delete-replaced a',
    ]);
    expect(world.resources().filter((resource) => resource.delete)).to.deep.equal([]);
  });

  it('says in the event which property is the reason', async () => {
    const world = new World();
    await world.up(chain({ fixed: 1 }));
    await world.preview(chain({ fixed: 2 }));
    const [a, b] = ['a', 'b'].map((name) =>
      world.events.find((event) => event.op === 'replace' && event.name === name),
    );
    expect(a?.replaceReasons).to.deep.equal(['fixed']);
    expect(a?.diffs).to.deep.equal([{ path: 'fixed', kind: 'update-replace', before: '1', after: '2' }]);
    expect(b?.diffs).to.deep.equal([
      { path: 'fixedOf', kind: 'update-replace', before: '"arn:a-1"', after: undefined, unknownFrom: [a?.urn] },
    ]);
  });

  it('deletes first when asked to, with the dependants that would be replaced, and leaves the others alone', async () => {
    const world = new World();
    await world.up(chain({ fixed: 1 }));
    const result = await world.up(chain({ fixed: 2 }, {}, { deleteBeforeReplace: true }));
    expect(result.errors).to.deep.equal([]);
    expect(world.provider.calls).to.deep.equal(['delete b-1', 'delete a-1', 'create a', 'create b']);
  });

  it('deletes first when the provider wants it so', async () => {
    const world = new World();
    await world.up(chain({ fixedUnique: 1 }));
    await world.up(chain({ fixedUnique: 2 }));
    expect(world.provider.calls).to.deep.equal(['delete b-1', 'delete a-1', 'create a', 'create b']);
  });

  it('takes up a delete-first replacement whose create failed', async () => {
    const world = new World();
    await world.up(chain({ fixedUnique: 1 }));
    world.provider.fault = (call) => {
      if (call === 'create a') throw new Error('QuotaExceeded: no more');
    };
    const failed = await world.up(chain({ fixedUnique: 2 }));
    expect(failed.status).to.equal('failed');
    expect(failed.errors.map((error) => error.message)).to.deep.equal(['QuotaExceeded: no more']);
    expect(world.resource('a').pendingReplacement).to.equal(true);
    expect(world.resource('b').pendingReplacement).to.equal(true);

    world.provider.fault = () => undefined;
    const again = await world.up(chain({ fixedUnique: 2 }));
    expect(again.errors).to.deep.equal([]);
    expect(world.provider.calls).to.deep.equal(['create a', 'create b']);
    expect([...world.provider.cloud.keys()].sort()).to.deep.equal(['a-2', 'b-2', 'c-1']);
  });

  it('forgets a resource that was deleted for a replacement and is not declared any more', async () => {
    const world = new World();
    await world.up(chain({ fixedUnique: 1 }));
    const result = await world.up(async () => {
      const first = new Thing('a', { fixedUnique: 2 });
      new Thing('c', { size: 1 }, { dependsOn: [first] });
      return {};
    });
    expect(result.errors).to.deep.equal([]);
    expect(world.provider.calls).to.deep.equal(['delete b-1', 'delete a-1', 'create a']);
    expect(world.resources().some((resource) => resource.urn.endsWith('::b'))).to.equal(false);
  });

  it('deletes the old half in the next run when it failed in this one', async () => {
    const world = new World();
    await world.up(chain({ fixed: 1 }));
    world.provider.fault = (call) => {
      if (call === 'delete b-1') throw new Error('DependencyViolation: in use');
    };
    const failed = await world.up(chain({ fixed: 2 }));
    expect(failed.errors).to.have.length(1);
    expect(world.provider.calls).to.not.include('delete a-1');
    expect(world.resources().filter((resource) => resource.delete)).to.have.length(2);

    world.provider.fault = () => undefined;
    const again = await world.up(chain({ fixed: 2 }));
    expect(again.errors).to.deep.equal([]);
    expect(world.provider.calls).to.deep.equal(['delete b-1', 'delete a-1']);
  });

  it('replaces on changes that replaceOnChanges names, at any depth', async () => {
    const world = new World();
    const program = (team: string) => async () => {
      new Thing('a', { tags: { team }, size: 1 }, { replaceOnChanges: ['tags.*'] });
      return {};
    };
    await world.up(program('red'));
    await world.up(program('blue'));
    expect(world.provider.calls).to.deep.equal(['create a', 'delete a-1']);
  });

  it('replaces with another what says so', async () => {
    const world = new World();
    const program = (fixed: number) => async () => {
      const first = new Thing('a', { fixed });
      new Thing('b', {}, { replaceWith: [first] });
      new Thing('c', {}, { deletedWith: first });
      return {};
    };
    await world.up(program(1));
    await world.up(program(2));
    expect(world.ops()).to.include.members(['create-replacement b', 'create-replacement c']);
    expect(world.provider.calls).to.include('delete b-1');
    expect(world.provider.calls).to.not.include('delete c-1');
  });
});
