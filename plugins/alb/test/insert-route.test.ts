import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { withExample } from '../../../src/sdk/testing/deployment/example-project.js';
import { sandboxDeployment } from '../../../src/sdk/testing/deployment/sandbox-deployment.js';
import { TinyCloud } from '../../common/test/cloud.js';
import kind from '../src/index.js';

const RULE = 'aws:lb/listenerRule:ListenerRule';
const subject = {
  kind: kind as never,
  packageDir: fileURLToPath(new URL('..', import.meta.url)),
  neighbours: undefined,
  golden: undefined,
};

/** An internal ALB with these routes, each to a service of its own name. */
function balancerWith(...names: string[]) {
  const document = {
    apiVersion: 'components.panka.io/v1',
    kind: 'ALB',
    metadata: { name: 'internal', service: 'web', stack: 'shop' },
    spec: { scheme: 'internal', routes: names.map((name) => ({ name, path: `/${name}/*`, target: 'web' })) },
  };
  return { name: 'routes', line: 1, text: '', documents: [document], environment: 'development' } as const;
}

describe('routes of a deployed ALB', () => {
  it('come in between others and go again, without any rule that changes its priority', async () => {
    await withExample(subject, balancerWith('a', 'c'), async (first) => {
      const sandbox = await sandboxDeployment(first.folder);
      const rules = async () =>
        (await sandbox.cloud())
          .filter(({ type }) => type === RULE)
          .map(({ id, inputs }) => ({ id, priority: inputs.priority, path: JSON.stringify(inputs.conditions) }))
          .sort((a, b) => Number(a.priority) - Number(b.priority));
      expect((await sandbox.apply(await first.desire())).status).to.equal('succeeded');
      const before = await rules();
      await withExample(subject, balancerWith('a', 'b', 'c'), async (second) => {
        expect((await sandbox.apply(await second.desire())).status).to.equal('succeeded');
      });
      const between = await rules();
      expect(between.map(({ priority }) => priority)).to.deep.equal([100, 110, 120]);
      expect(between.slice(0, 2).map(({ id }) => id)).to.deep.equal(before.map(({ id }) => id));
      expect(between.map(({ path }) => /\/(\w)\//.exec(path)?.[1])).to.deep.equal(['a', 'b', 'c']);
      expect((await sandbox.apply(await first.desire())).status).to.equal('succeeded');
      expect(await rules()).to.deep.equal(before);
    });
  });

  it('cannot take the priority of another rule, in the sandbox as in AWS', async () => {
    const cloud = await TinyCloud.of(kind);
    const { id: loadBalancerArn } = cloud.create('aws:lb/loadBalancer:LoadBalancer', {
      name: 'a',
      subnets: ['a', 'b'],
    });
    const { id: listenerArn } = cloud.create('aws:lb/listener:Listener', {
      loadBalancerArn,
      port: 80,
      protocol: 'HTTP',
    });
    const [first] = [100, 110].map((priority) => {
      const rule = { listenerArn, priority, conditions: [], actions: [] };
      return cloud.create(RULE, rule, { arn: `arn:rule/${priority}` });
    });
    expect(() => cloud.update(first!, { priority: 110 })).to.throw("PriorityInUse: Priority '110' is currently in use");
    expect(() => cloud.update(first!, { priority: 120 })).not.to.throw();
  });
});
