import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { UnitProgram } from '../../../src/core/engine/deployment-engine.js';
import { Group, Thing, type ThingArgs } from './thing.js';
import { World } from './world.js';

function one(args: ThingArgs, options: pulumi.CustomResourceOptions = {}): UnitProgram {
  return async () => {
    new Thing('a', args, options);
    return {};
  };
}

const nothing: UnitProgram = async () => ({});

describe('resource options', () => {
  it('protect: refuses to delete, before anything else is deleted', async () => {
    const world = new World();
    await world.up(async () => {
      new Thing('a', {}, { protect: true });
      new Thing('b');
      return {};
    });
    const preview = await world.preview(nothing);
    expect(preview.errors.map(({ code }) => code)).to.deep.equal(['ResourceProtected']);
    for (const result of [await world.up(nothing), await world.destroy()]) {
      expect(result.status).to.equal('failed');
      expect(result.errors[0]?.message).to.contain('::a');
      expect(world.provider.calls).to.deep.equal([]);
    }
  });

  it('protect: refuses to replace, and to replace what a delete-first replacement takes along', async () => {
    const world = new World();
    const program = (fixedUnique: number) => async () => {
      const a = new Thing('a', { fixedUnique });
      new Thing('b', { fixedOf: a.arn }, { protect: true });
      return {};
    };
    await world.up(program(1));
    const result = await world.up(program(2));
    expect(result.errors.map(({ code }) => code)).to.deep.equal(['ResourceProtected']);
    expect(world.provider.calls).to.deep.equal([]);

    const single = new World();
    await single.up(one({ fixed: 1 }, { protect: true }));
    expect((await single.up(one({ fixed: 2 }, { protect: true }))).status).to.equal('failed');
    expect(single.provider.calls).to.deep.equal([]);
    expect((await single.up(one({ fixed: 2 }))).status).to.equal('succeeded');
  });

  it('protect: changes of the option alone are recorded without a call', async () => {
    const world = new World();
    await world.up(one({}, { protect: true }));
    expect(world.resource('a').protect).to.equal(true);
    await world.up(one({}));
    expect(world.provider.calls).to.deep.equal([]);
    expect(world.resource('a').protect).to.equal(undefined);
    expect((await world.destroy()).status).to.equal('succeeded');
  });

  it('retainOnDelete: forgets and leaves it in the cloud', async () => {
    const world = new World();
    await world.up(one({}, { retainOnDelete: true }));
    await world.up(nothing);
    expect(world.provider.calls).to.deep.equal([]);
    expect([...world.provider.cloud.keys()]).to.deep.equal(['a-1']);
    expect(world.resources().some(({ urn }) => urn.endsWith('::a'))).to.equal(false);
  });

  it('retainOnDelete: is inherited from the parent', async () => {
    const world = new World();
    await world.up(async () => {
      const group = new Group('g', { retainOnDelete: true });
      new Thing('a', {}, { parent: group });
      return {};
    });
    expect(world.resource('a').retainOnDelete).to.equal(true);
  });

  it('deletedWith: leaves the delete to the other one', async () => {
    const world = new World();
    await world.up(async () => {
      const a = new Thing('a');
      new Thing('b', {}, { deletedWith: a });
      return {};
    });
    await world.destroy();
    expect(world.provider.calls).to.deep.equal(['delete a-1']);
    expect(world.base?.resources).to.equal(undefined);
  });

  it('deletedWith: keeps the record while the other one is still there', async () => {
    const world = new World();
    await world.up(async () => {
      const a = new Thing('a');
      const z = new Thing('z');
      const b = new Thing('b', { of: z.arn }, { deletedWith: a });
      new Thing('c', {}, { deletedWith: b });
      return {};
    });
    world.provider.fault = (call) => {
      if (call === 'delete a-1') throw new Error('DependencyViolation: in use');
    };
    expect((await world.destroy()).errors.map(({ message }) => message)).to.deep.equal(['DependencyViolation: in use']);
    expect(world.resource('b').id).to.equal('b-1');
    expect(world.provider.calls).to.deep.equal(['delete a-1']);
    world.provider.fault = () => undefined;
    await world.destroy();
    expect(world.provider.calls).to.deep.equal(['delete a-1', 'delete z-1']);
    expect(world.base?.resources).to.equal(undefined);
  });

  it('deletedWith: deletes by itself what the order leaves no other way for', async () => {
    const world = new World();
    await world.up(async () => {
      const a = new Thing('a');
      const z = new Thing('z', { of: a.arn });
      new Thing('b', { of: z.arn }, { deletedWith: a });
      return {};
    });
    await world.destroy();
    expect(world.provider.calls).to.deep.equal(['delete b-1', 'delete z-1', 'delete a-1']);
  });

  it('ignoreChanges: keeps the old value at any depth, and takes out what was not there', async () => {
    const world = new World();
    const ignoreChanges = ['tags.team', 'rules[*].days', 'extra'];
    await world.up(one({ tags: { team: 'red', stage: 1 }, rules: [{ days: 1, id: 'x' }] }, { ignoreChanges }));
    await world.up(
      one({ tags: { team: 'blue', stage: 1 }, rules: [{ days: 2, id: 'x' }], extra: 1 }, { ignoreChanges }),
    );
    expect(world.provider.calls).to.deep.equal([]);
    await world.up(one({ tags: { team: 'blue', stage: 2 }, rules: [{ days: 2, id: 'y' }] }, { ignoreChanges }));
    expect(world.provider.calls).to.deep.equal(['update a-1']);
    expect(world.provider.cloud.get('a-1')?.inputs).to.deep.equal({
      tags: { team: 'red', stage: 2 },
      rules: [{ days: 1, id: 'y' }],
    });
  });

  it('customTimeouts: are recorded in seconds', async () => {
    const world = new World();
    await world.up(one({}, { customTimeouts: { create: '1h30m', delete: '90s' } }));
    expect(world.resource('a').customTimeouts).to.deep.equal({ create: 5400, delete: 90 });
  });

  it('dependsOn: is recorded, also through a component', async () => {
    const world = new World();
    await world.up(async () => {
      const group = new Group('g');
      const a = new Thing('a', {}, { parent: group });
      group.publish({});
      new Thing('b', { of: a.arn }, { dependsOn: [group] });
      return {};
    });
    expect(world.resource('b').dependencies).to.deep.equal([world.resource('a').urn]);
    expect(world.resource('b').propertyDependencies).to.deep.equal({ of: [world.resource('a').urn] });
  });

  it('import: takes over what exists and brings it to what is declared', async () => {
    const world = new World();
    world.provider.cloud.set('mine', { type: 'aws:test/thing:Thing', urn: '', inputs: { size: 1 } });
    const same = await world.up(one({ size: 1 }, { import: 'mine' }));
    expect(same.errors).to.deep.equal([]);
    expect(world.ops()).to.deep.equal(['import a']);
    expect(world.provider.calls).to.deep.equal([]);
    expect(world.resource('a')).to.include({ id: 'mine', importID: 'mine' });
    await world.up(one({ size: 1 }, { import: 'mine' }));
    expect(world.ops()).to.deep.equal([]);

    const other = new World();
    other.provider.cloud.set('mine', { type: 'aws:test/thing:Thing', urn: '', inputs: { size: 1 } });
    await other.up(one({ size: 2 }, { import: 'mine' }));
    expect(other.ops()).to.deep.equal(['import a', 'update a']);
    expect(other.provider.cloud.get('mine')?.inputs).to.deep.equal({ size: 2 });
  });

  it('import: fails on what does not exist and on what would have to be replaced', async () => {
    const world = new World();
    expect((await world.up(one({}, { import: 'none' }))).errors[0]?.code).to.equal('ResourceNotFound');
    world.provider.cloud.set('mine', { type: 'aws:test/thing:Thing', urn: '', inputs: { fixed: 1 } });
    expect((await world.up(one({ fixed: 2 }, { import: 'mine' }))).errors[0]?.code).to.equal('ImportWouldReplace');
    expect(world.provider.calls).to.deep.equal([]);
  });

  it('id: looks at a resource of someone else and never deletes it', async () => {
    const world = new World();
    world.provider.cloud.set('theirs', { type: 'aws:test/thing:Thing', urn: '', inputs: { value: 'v' } });
    const program: UnitProgram = async () => {
      const theirs = new Thing('theirs', {}, { id: 'theirs' });
      new Thing('a', { of: theirs.arn, seen: theirs.value });
      return {};
    };
    await world.up(program);
    expect(world.resource('theirs').external).to.equal(true);
    expect(world.resource('a').inputs).to.deep.equal({ of: 'arn:theirs', seen: 'v' });
    await world.up(program);
    expect(world.entries).to.deep.equal([]);
    await world.destroy();
    expect(world.provider.calls).to.deep.equal(['delete a-1']);
    expect(world.provider.cloud.has('theirs')).to.equal(true);
  });

  it('providers: makes a default one per version and records an explicit one', async () => {
    const world = new World();
    await world.up(async () => {
      const provider = new Provider('eu', { region: 'eu-west-1' });
      new Thing('a');
      new Thing('b', {}, { provider });
      return {};
    });
    const ids = world.resources().filter(({ type }) => type === 'pulumi:providers:aws');
    expect(ids.map(({ urn }) => urn.split('::').at(-1))).to.have.members(['default_7_48_0', 'eu']);
    const eu = { version: '7.48.0', region: 'eu-west-1' };
    expect(world.resource('default_7_48_0').inputs).to.deep.equal({ __internal: {}, version: '7.48.0' });
    expect(world.resource('eu')).to.deep.include({ inputs: { __internal: {}, ...eu }, outputs: eu });
    expect(world.resource('default_7_48_0').parent).to.equal(undefined);
    for (const [name, provider] of Object.entries({ a: 'default_7_48_0', b: 'eu' })) {
      const { urn, id } = world.resource(provider);
      expect(world.resource(name).provider).to.equal(`${urn}::${id}`);
    }
    expect(world.events.some(({ name }) => name === 'default_7_48_0')).to.equal(false);
  });

  it('providers: a new version of the package takes over without touching the resources', async () => {
    const world = new World();
    await world.up(one({}, { version: '7.47.0' }));
    const result = await world.up(one({}, { version: '7.48.0' }));
    expect(result.errors).to.deep.equal([]);
    expect(world.provider.calls).to.deep.equal([]);
    expect(
      world
        .resources()
        .filter(({ type }) => type.startsWith('pulumi:providers'))
        .map(({ urn }) => urn.split('::').at(-1)),
    ).to.deep.equal(['default_7_48_0']);
  });
});

class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: pulumi.Inputs) {
    super('aws', name, args, { version: '7.48.0' });
  }
}
