import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { UnitProgram } from '../../../src/core/engine/deployment-engine.js';
import { Thing } from './thing.js';
import { World } from './world.js';

const program: UnitProgram = async () => {
  const a = new Thing('a', { size: 1, password: pulumi.secret('hush') });
  const b = new Thing('b', { of: a.arn });
  new Thing('c', {}, { dependsOn: [b] });
  return { arn: a.arn };
};

async function drifted(): Promise<World> {
  const world = new World();
  await world.up(program);
  const a = world.provider.cloud.get('a-1');
  if (!a) throw new Error('not deployed');
  world.provider.cloud.set('a-1', { ...a, inputs: { ...a.inputs, size: 9, password: 'other' } });
  world.provider.cloud.delete('b-1');
  return world;
}

describe('refresh', () => {
  it('takes drift into the record, with what differs, and removes what is gone', async () => {
    const world = await drifted();
    const result = await world.refresh();
    expect(result.errors).to.deep.equal([]);
    expect(result.outputs).to.deep.equal({ arn: 'arn:a-1' });
    expect(world.ops()).to.have.members(['update a', 'delete b']);
    const diffs = world.events.find(({ op }) => op === 'update')?.diffs;
    expect(diffs).to.deep.equal([
      { path: 'password', kind: 'update', before: '[secret]', after: '[secret]' },
      { path: 'size', kind: 'update', before: '1', after: '9' },
    ]);
    expect(world.resource('a').inputs).to.include({ size: 9 });
    expect(JSON.stringify(world.base)).to.not.contain('other');
    expect(world.resources().some(({ urn }) => urn.endsWith('::b'))).to.equal(false);
    expect(world.resource('c').dependencies).to.deep.equal([]);
    expect(world.provider.calls).to.deep.equal([]);
  });

  it('writes nothing where nothing drifted', async () => {
    const world = new World();
    await world.up(program);
    await world.refresh();
    expect(world.entries).to.deep.equal([]);
  });

  it('before up: repairs the drift in the same run', async () => {
    const world = await drifted();
    const result = await world.up(program, { refresh: true });
    expect(result.errors).to.deep.equal([]);
    expect(world.ops()).to.have.members(['refresh a', 'refresh b', 'update a', 'create b']);
    expect(world.resource('c').dependencies).to.deep.equal([world.resource('b').urn]);
    expect(world.provider.cloud.get('a-1')?.inputs).to.deep.equal({ size: 1, password: 'hush' });
    expect([...world.provider.cloud.keys()].sort()).to.deep.equal(['a-1', 'b-2', 'c-1']);
  });

  it('in a preview: tells the drift and the repair, and writes nothing', async () => {
    const world = await drifted();
    const before = JSON.stringify(world.base);
    const result = await world.preview(program, { refresh: true });
    expect(JSON.stringify(result.deployment)).to.equal(before);
    expect(world.ops('planned')).to.include.members(['refresh a', 'refresh b', 'update a', 'create b']);
    const gone = world.events.find(({ op, name }) => op === 'refresh' && name === 'b');
    expect(gone?.diffs).to.deep.equal([{ path: 'id', kind: 'delete', before: '"b-1"' }]);
  });

  it('fails before anything is changed when something cannot be read', async () => {
    const world = await drifted();
    world.provider.read = async () => {
      throw new Error('AccessDenied: no');
    };
    const result = await world.up(program, { refresh: true });
    expect(result.status).to.equal('failed');
    expect(world.provider.calls).to.deep.equal([]);
    expect(world.entries).to.deep.equal([]);
  });

  it('reads only the targets', async () => {
    const world = await drifted();
    await world.refresh({ isTarget: ({ urn }) => urn.endsWith('::b') });
    expect(world.ops()).to.deep.equal(['delete b']);
  });
});
