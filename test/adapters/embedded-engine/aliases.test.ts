import type * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import { Group, Thing } from './thing.js';
import { World } from './world.js';

describe('aliases', () => {
  it('keeps a resource that was renamed, and moves what depends on it', async () => {
    const world = new World();
    const program = (name: string, aliases: pulumi.Input<pulumi.Alias>[]) => async () => {
      const a = new Thing(name, { size: 1 }, { aliases });
      new Thing('b', { of: a.arn });
      return {};
    };
    await world.up(program('a', []));
    const result = await world.up(program('z', [{ name: 'a' }]));
    expect(result.errors).to.deep.equal([]);
    expect(world.provider.calls).to.deep.equal([]);
    expect(world.resource('z').id).to.equal('a-1');
    expect(world.resource('z').aliases).to.equal(undefined);
    expect(world.resource('b').dependencies).to.deep.equal([world.resource('z').urn]);
    await world.up(program('z', [{ name: 'a' }]));
    expect(world.entries).to.deep.equal([]);
  });

  it('understands a whole URN, another type, another parent, no parent, another project and stack', async () => {
    const cases: [before: (group: Group) => Thing, alias: (group: Group) => pulumi.Alias | string][] = [
      [() => new Thing('a'), () => 'urn:pulumi:test::shop::aws:test/thing:Thing::a'],
      [() => new Thing('a'), () => ({ noParent: true, parent: undefined, name: 'a' }) as pulumi.Alias],
      [(group) => new Thing('a', {}, { parent: group }), (group) => ({ name: 'a', parent: group })],
      [(group) => new Thing('a', {}, { parent: group }), (group) => ({ name: 'a', parent: group.urn })],
    ];
    for (const [before, alias] of cases) {
      const world = new World();
      await world.up(async () => {
        before(new Group('g'));
        return {};
      });
      const result = await world.up(async () => {
        const group = new Group('g');
        const other = new Group('h');
        new Thing('z', {}, { parent: other, aliases: [alias(group)] });
        return {};
      });
      expect(result.errors).to.deep.equal([]);
      expect(world.provider.calls, JSON.stringify(alias.toString())).to.deep.equal([]);
      expect(world.resource('z').id).to.equal('a-1');
    }
  });

  it('moves children with a component that was renamed or changed its type', async () => {
    const world = new World();
    await world.up(async () => {
      const group = new Group('api');
      new Thing('api-queue', {}, { parent: group });
      new Thing('topic', {}, { parent: group });
      return {};
    });
    const result = await world.up(async () => {
      const aliases = [{ name: 'api', type: 'panka:test:Group' }];
      const group = new Group('web', { aliases }, 'panka:test:Other');
      new Thing('web-queue', {}, { parent: group });
      new Thing('topic', {}, { parent: group });
      return {};
    });
    expect(result.errors).to.deep.equal([]);
    expect(world.provider.calls).to.deep.equal([]);
    expect(world.resource('web-queue').urn).to.contain('panka:test:Other$aws:test/thing:Thing');
    expect(world.resources().some(({ urn }) => urn.includes('panka:test:Group'))).to.equal(false);
  });

  it('keeps a renamed resource through an update and a replacement', async () => {
    for (const [change, calls] of [
      [{ size: 2 }, ['update a-1']],
      [{ fixed: 2 }, ['create z', 'delete a-1']],
      [{ fixedUnique: 2 }, ['delete a-1', 'create z']],
    ] as const) {
      const world = new World();
      await world.up(async () => {
        const a = new Thing('a', { size: 1, fixed: 1, fixedUnique: 1 });
        new Thing('b', {}, { dependsOn: [a] });
        return {};
      });
      const result = await world.up(async () => {
        const z = new Thing('z', { ...{ size: 1, fixed: 1, fixedUnique: 1 }, ...change }, { aliases: [{ name: 'a' }] });
        new Thing('b', {}, { dependsOn: [z] });
        return {};
      });
      expect(result.errors).to.deep.equal([]);
      expect(world.provider.calls).to.deep.equal(calls);
    }
  });

  it('refuses that two resources continue the same one', async () => {
    const deployed = async (): Promise<World> => {
      const world = new World();
      await world.up(async () => {
        new Thing('a');
        return {};
      });
      return world;
    };
    const result = await (await deployed()).up(async () => {
      new Thing('y', {}, { aliases: [{ name: 'a' }] });
      new Thing('z', {}, { aliases: [{ name: 'a' }] });
      return {};
    });
    expect(result.errors.map(({ code }) => code)).to.deep.equal(['AliasTaken']);
    const both = await (await deployed()).up(async () => {
      new Thing('a');
      new Thing('x', {}, { aliases: [{ name: 'a' }] });
      return {};
    });
    expect(both.errors.map(({ code }) => code)).to.deep.equal(['AliasTaken']);
  });
});
