import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { DeploymentEngine, UnitProgram } from '../../src/core/engine/deployment-engine.js';
import { isSecret } from '../../src/core/engine/property-value.js';
import type { ResourceProvider } from '../../src/core/engine/resource-provider.js';
import { Group, Thing, type ThingArgs } from '../adapters/embedded-engine/thing.js';
import { World } from '../adapters/embedded-engine/world.js';

/** a, b made from a, and c after b, below a component. */
function shop(args: ThingArgs = {}): UnitProgram {
  return async () => {
    const group = new Group('shop/api');
    const a = new Thing('a', { size: 1, ...args }, { parent: group });
    const b = new Thing('b', { fixedOf: a.arn }, { parent: group });
    new Thing('c', { password: pulumi.secret('hush') }, { parent: group, dependsOn: [b] });
    group.publish({ arn: b.arn });
    return { arn: b.arn, password: pulumi.secret('hush') };
  };
}

const nothing: UnitProgram = async () => ({});

/** What every DeploymentEngine does, whatever it runs programs with. The cloud is the test's. */
export function deploymentEngineContract(name: string, make: (provider: ResourceProvider) => DeploymentEngine): void {
  describe(`${name} as a DeploymentEngine`, () => {
    const newWorld = (): World => new World({}, make);

    it('previews without a change, deploys, has nothing to do, destroys dependants first', async () => {
      const world = newWorld();
      const preview = await world.preview(shop());
      expect(preview).to.include({ status: 'succeeded' });
      expect(world.ops('planned')).to.have.members(['create shop/api', 'create a', 'create b', 'create c']);
      expect(world.provider.cloud.size).to.equal(0);

      const up = await world.up(shop());
      expect([up.status, up.errors]).to.deep.equal(['succeeded', []]);
      expect(up.outputs['arn']).to.equal('arn:b-1');
      expect(isSecret(up.outputs['password'])).to.equal(true);
      expect(world.resource('b').dependencies).to.deep.equal([world.resource('a').urn]);

      await world.up(shop());
      expect(world.ops()).to.deep.equal([]);
      expect((await world.destroy()).errors).to.deep.equal([]);
      expect(world.provider.calls).to.deep.equal(['delete c-1', 'delete b-1', 'delete a-1']);
    });

    it('updates in place, replaces, and deletes what is gone, in this order', async () => {
      const world = newWorld();
      await world.up(shop());
      await world.up(shop({ size: 2 }));
      expect(world.ops()).to.deep.equal(['update a']);
      await world.up(shop({ size: 2, fixed: 1 }));
      expect(world.provider.calls).to.deep.equal(['create a', 'create b', 'delete b-1', 'delete a-1']);
      await world.up(nothing);
      expect(world.provider.calls).to.deep.equal(['delete c-1', 'delete b-2', 'delete a-2']);
    });

    it('writes each step down before and after it', async () => {
      const world = newWorld();
      const order: string[] = [];
      world.provider.fault = (call) => {
        order.push(call);
        const begun = world.entries.filter(({ operation }) =>
          operation?.resource.urn.endsWith(`::${call.split(' ')[1]}`),
        );
        expect(begun, call).to.have.length(1);
      };
      await world.up(shop());
      expect(order).to.deep.equal(['create a', 'create b', 'create c']);
      const ended = new Set(world.entries.filter(({ kind }) => kind === 1).map(({ operationID }) => operationID));
      for (const { operation, operationID } of world.entries)
        if (operation) expect(ended.has(operationID)).to.equal(true);
    });

    it('puts no secret into state, journal or events', async () => {
      const world = newWorld();
      await world.up(shop());
      expect(world.provider.cloud.get('c-1')?.inputs).to.deep.equal({ password: 'hush' });
      expect(JSON.stringify([world.base, world.entries, world.events])).to.not.contain('hush');
    });

    it('deletes nothing undeclared in a run that failed', async () => {
      const world = newWorld();
      await world.up(shop());
      world.provider.fault = (call) => {
        if (call === 'create d') throw new Error('AccessDenied: no');
      };
      const result = await world.up(async () => {
        new Thing('d');
        return {};
      });
      expect(result.status).to.equal('failed');
      expect(result.errors.some(({ message }) => message.includes('AccessDenied: no'))).to.equal(true);
      expect(world.provider.calls).to.deep.equal(['create d']);
    });

    it('refuses to delete what is protected before it deletes anything', async () => {
      const world = newWorld();
      await world.up(async () => {
        const a = new Thing('a', {}, { protect: true });
        new Thing('b', { of: a.arn });
        return {};
      });
      expect((await world.destroy()).status).to.equal('failed');
      expect((await world.up(nothing)).status).to.equal('failed');
      expect(world.provider.cloud.size).to.equal(2);
    });

    it('takes drift into the state', async () => {
      const world = newWorld();
      await world.up(shop());
      world.provider.cloud.delete('c-1');
      expect((await world.refresh()).status).to.equal('succeeded');
      expect(world.resources().some(({ urn }) => urn.endsWith('::c'))).to.equal(false);
      await world.up(shop());
      expect(world.provider.calls).to.deep.equal(['create c']);
    });

    it('touches only the targets', async () => {
      const world = newWorld();
      await world.up(shop());
      const result = await world.up(shop({ size: 2 }), { isTarget: ({ urn }) => !urn.endsWith('::a') });
      expect([result.status, world.provider.calls]).to.deep.equal(['succeeded', []]);
    });

    it('starts nothing after an abort, and is interrupted', async () => {
      const world = newWorld();
      const abort = new AbortController();
      world.provider.fault = (call) => {
        if (call === 'create a') abort.abort();
      };
      const result = await world.up(shop(), { signal: abort.signal });
      expect([result.status, world.provider.calls]).to.deep.equal(['interrupted', ['create a']]);
    });
  });
}
