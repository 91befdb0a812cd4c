import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import { Group, Thing } from './thing.js';
import { World } from './world.js';

async function program() {
  const group = new Group('g');
  const a = new Thing(
    'a',
    { size: 1, password: pulumi.secret('hush'), list: [1, null, { x: true }] },
    { parent: group },
  );
  const b = new Thing('b', { of: a.arn, whole: a }, { parent: group, aliases: [{ name: 'old' }], dependsOn: [a] });
  const answer = await pulumi.runtime.invoke('aws:test:echo', { text: 'hi' });
  group.publish({ arn: b.arn });
  return { arn: b.arn, answer, secret: pulumi.secret('hush') };
}

describe('transports', () => {
  it('give the same state, events and outputs, in process and over gRPC, in messages of any kind', async () => {
    const seen: string[] = [];
    for (const options of [
      { transport: 'in-process' },
      { transport: 'grpc' },
      { transport: 'in-process', isolation: 'one-at-a-time' },
      { transport: 'grpc', isolation: 'one-at-a-time' },
    ] as const) {
      const world = new World(options);
      const preview = await world.preview(program);
      const planned = world.ops('planned');
      const up = await world.up(program);
      expect([...preview.errors, ...up.errors]).to.deep.equal([]);
      const text = JSON.stringify({ planned, done: world.ops(), outputs: up.outputs, resources: world.resources() });
      seen.push(text.replace(/"(created|modified)":"[^"]*"/g, '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'uuid'));
      await world.up(program);
      expect(world.entries).to.deep.equal([]);
    }
    for (const other of seen.slice(1)) expect(other).to.equal(seen[0]);
  });

  it('give references to resources to the provider as their ids', async () => {
    const world = new World();
    await world.up(program);
    expect(world.provider.cloud.get('b-1')?.inputs).to.include({ whole: 'a-1' });
  });

  it('fail a resource over gRPC as in process, and leave no handle open', async () => {
    const world = new World({ transport: 'grpc' });
    world.provider.fault = (call) => {
      if (call === 'create a') throw new Error('AccessDenied: no');
    };
    const result = await world.up(program);
    expect(result.errors.map(({ message }) => message)).to.deep.equal(['AccessDenied: no']);
    expect(
      (process as unknown as { _getActiveHandles(): object[] })
        ._getActiveHandles()
        .filter((h) => h.constructor.name === 'Server'),
    ).to.deep.equal([]);
  });

  it('say what they do not support', async () => {
    const world = new World();
    class Remote extends pulumi.ComponentResource {
      constructor(name: string) {
        super('aws:test:Remote', name, {}, {}, true);
      }
    }
    const result = await world.up(async () => {
      new Remote('r');
      return {};
    });
    expect(result.errors.map(({ code }) => code)).to.deep.equal(['EngineUnsupported']);
    const failed = await world.up(async () => pulumi.runtime.invoke('aws:test:fail', {}));
    expect(failed.errors.map(({ message }) => message)).to.deep.equal(['AccessDenied: no']);
  });
});
