import { expect } from 'chai';
import type { UnitProgram } from '../../../src/core/engine/deployment-engine.js';
import { Group, Thing, type ThingArgs } from './thing.js';
import { World } from './world.js';

const only =
  (...names: string[]) =>
  ({ urn, parent }: { urn: string; parent?: string }): boolean =>
    names.some((name) => urn.endsWith(`::${name}`) || parent?.endsWith(`::${name}`));

function program(args: Record<string, ThingArgs>): UnitProgram {
  return async () => {
    const a = new Thing('a', args['a']);
    const b = new Thing('b', { of: a.arn, ...args['b'] });
    new Thing('c', { ...args['c'] }, { dependsOn: [b] });
    return {};
  };
}

describe('targets', () => {
  it('change only the targets; the others keep their record', async () => {
    const world = new World();
    await world.up(program({}));
    const before = JSON.stringify([world.resource('a'), world.resource('c')]);
    const result = await world.up(program({ a: { size: 2 }, b: { size: 2 }, c: { size: 2 } }), { isTarget: only('b') });
    expect(result.errors).to.deep.equal([]);
    expect(world.provider.calls).to.deep.equal(['update b-1']);
    expect(JSON.stringify([world.resource('a'), world.resource('c')])).to.equal(before);
  });

  it('skip what is new and not a target, and what of it the program uses is unknown', async () => {
    const world = new World();
    const result = await world.up(
      async () => {
        const group = new Group('g');
        const a = new Thing('a', {}, { parent: group });
        new Thing('b', { of: a.arn });
        new Thing('d');
        return { arn: a.arn, known: 1 };
      },
      { isTarget: only('d') },
    );
    expect(result.errors).to.deep.equal([]);
    expect(world.ops('skipped')).to.have.members(['create g', 'create a', 'create b']);
    expect(world.provider.calls).to.deep.equal(['create d']);
    expect(world.resources().find(({ type }) => type === 'pulumi:pulumi:Stack')?.outputs).to.deep.equal({ known: 1 });
  });

  it('refuse a target that depends on what was skipped, naming both', async () => {
    for (const verb of ['preview', 'up'] as const) {
      const world = new World();
      const result = await world[verb](program({}), { isTarget: only('b') });
      expect(result.status).to.equal('failed');
      expect(result.errors.map(({ code }) => code)).to.deep.equal(['TargetIncomplete']);
      expect(result.errors[0]?.message).to.match(/::b" depends on "[^"]*::a"/);
      expect(world.provider.calls).to.deep.equal([]);
    }
  });

  it('make a component above a target, as it is nothing but a record', async () => {
    const world = new World();
    const declared: UnitProgram = async () => {
      const outer = new Group('outer');
      const inner = new Group('inner', { parent: outer });
      new Thing('a', {}, { parent: inner });
      new Thing('b', {}, { parent: inner });
      inner.publish({ made: true });
      return {};
    };
    const result = await world.up(declared, { isTarget: ({ urn }) => urn.endsWith('::a') });
    expect(result.errors).to.deep.equal([]);
    expect(world.provider.calls).to.deep.equal(['create a']);
    expect(world.resource('inner').parent).to.equal(world.resource('outer').urn);
  });

  it('delete only targets, and refuse while something else needs them', async () => {
    const world = new World();
    await world.up(program({}));
    const refused = await world.up(async () => ({}), { isTarget: only('a') });
    expect(refused.errors[0]?.message).to.match(/::a" cannot be deleted: "[^"]*::b"/);
    expect(world.provider.calls).to.deep.equal([]);

    expect((await world.up(async () => ({}), { isTarget: only('c') })).errors).to.deep.equal([]);
    expect(world.provider.calls).to.deep.equal(['delete c-1']);
    const destroyed = await world.destroy({ isTarget: only('b') });
    expect(destroyed.errors).to.deep.equal([]);
    expect(world.provider.calls).to.deep.equal(['delete b-1']);
    expect(world.resource('a').id).to.equal('a-1');
    expect(world.resource('default_7_48_0').custom).to.equal(true);
  });

  it('leave the old half of a replacement while something untargeted still uses it', async () => {
    const world = new World();
    await world.up(program({ a: { fixed: 1 } }));
    await world.up(program({ a: { fixed: 2 } }), { isTarget: only('a') });
    expect(world.provider.calls).to.deep.equal(['create a']);
    await world.up(program({ a: { fixed: 2 } }));
    expect(world.provider.calls).to.deep.equal(['update b-1', 'delete a-1']);
  });

  it('keep the order of the records where untargeted ones come first', async () => {
    const world = new World();
    await world.up(async () => {
      const c = new Thing('c');
      const k = new Thing('k', { of: c.arn });
      new Thing('m', { of: k.arn });
      return {};
    });
    // k does not refer to c any more, but as it is no target its record still does.
    const reordered: UnitProgram = async () => {
      const k = new Thing('k');
      const m = new Thing('m', { of: k.arn, size: 2 });
      const c = new Thing('c', { size: 2 }, { dependsOn: [m] });
      return { arn: c.arn };
    };
    const result = await world.up(reordered, { isTarget: only('m') });
    expect(result.errors).to.deep.equal([]);
    const frozen = await world.up(reordered, { isTarget: only('m', 'c') });
    expect(frozen.errors.map(({ code }) => code)).to.deep.equal(['TargetIncomplete']);
    expect((await world.up(reordered)).errors).to.deep.equal([]);
  });
});
