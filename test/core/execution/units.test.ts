import { expect } from 'chai';
import type { DeploymentEvent } from '../../../src/core/execution/events.js';
import type { JsonObject } from '../../../src/sdk/index.js';
import { failureOf } from '../../helpers/failure-of.js';
import { AT, network, queue, shop, UnitProject, worker } from './unit-project.js';

const QUEUE = 'aws:sqs/queue:Queue';
const orders = queue('orders/incoming', { visibilityTimeout: 30 });
const handler = worker('api/handler', { QUEUE: 'orders/incoming' });

describe('units', () => {
  let project: UnitProject;
  beforeEach(() => {
    project = new UnitProject();
  });
  afterEach(() => project.remove());

  const units = async () => Object.keys((await project.head()).units).sort();
  const resourcesOf = async (unit: string) => {
    const read = await project.state.units.readCheckpoint(AT, unit);
    const resources = read.found ? (read.value.resources ?? []) : [];
    return resources.filter(({ custom, type }) => custom && !type.startsWith('pulumi:'));
  };

  it('of services are deployed in wave order by an apply of the whole stack, each with a state of its own', async () => {
    const documents = shop('service', handler, orders, queue('orders/second'));
    const seen: string[] = [];
    const emit = (event: DeploymentEvent) => event.type === 'unit' && seen.push(event.unit);
    const outcome = await project.apply(documents, { emit });
    expect(outcome.status, JSON.stringify(outcome.errors)).to.equal('succeeded');
    expect(outcome.components.map((c) => [c.component, c.status])).to.deep.equal([
      ['orders/incoming', 'deployed'],
      ['orders/second', 'deployed'],
      ['api/handler', 'deployed'],
    ]);
    expect(seen).to.deep.equal(['service.orders', 'service.api']);
    expect(await units()).to.deep.equal(['service.api', 'service.orders']);
    expect((await resourcesOf('service.orders')).map(({ urn }) => urn.split('::').at(-1))).to.include(
      'orders/incoming',
    );
    for (const { urn, dependencies = [] } of await resourcesOf('service.api'))
      for (const one of [urn, ...dependencies]) expect(one).not.to.contain('orders/');
    expect((await project.apply(documents)).status).to.equal('nothing-to-do');
    expect(await project.locks.list()).to.deep.equal([]);
  });

  it('of components are deployed each for itself', async () => {
    const documents = shop('component', handler, orders, queue('orders/second'));
    const outcome = await project.apply(documents);
    expect(outcome.status, JSON.stringify(outcome.errors)).to.equal('succeeded');
    expect(await units()).to.deep.equal([
      'component.api.handler',
      'component.orders.incoming',
      'component.orders.second',
    ]);
    expect((await project.apply(documents)).status).to.equal('nothing-to-do');
  });

  it('read each other outputs from state, and are deployed again when what they use has changed', async () => {
    await project.apply(shop('service', handler, orders));
    const url = (await project.head()).components['orders/incoming']?.outputs['url'];
    const [fn] = (await resourcesOf('service.api')).filter(({ type }) => type === 'aws:lambda/function:Function');
    expect(JSON.stringify(fn?.inputs)).to.contain(String(url));

    const renamed = queue('orders/incoming', { type: 'fifo' });
    const outcome = await project.apply(shop('service', handler, renamed));
    expect(outcome.status, JSON.stringify(outcome.errors)).to.equal('succeeded');
    const now = (await project.head()).components['orders/incoming']?.outputs['url'];
    expect(now).not.to.equal(url);
    const [changed] = (await resourcesOf('service.api')).filter(({ type }) => type === 'aws:lambda/function:Function');
    expect(JSON.stringify(changed?.inputs)).to.contain(String(now));
  });

  it('of one service take only its lock, and leave what others have written to the head', async () => {
    await project.apply(shop('service', handler, orders));
    const before = (await project.head()).components['api/handler'];
    const held: string[][] = [];
    const emit = async (event: DeploymentEvent) => {
      if (event.type === 'phase' && event.phase === 'deploy')
        held.push((await project.locks.list()).map(({ lockKey }) => lockKey));
    };
    const changed = shop('service', handler, queue('orders/incoming', { visibilityTimeout: 60 }));
    const outcome = await project.apply(changed, { filter: { services: ['orders'] }, emit });
    expect(outcome.status).to.equal('succeeded');
    expect(held).to.deep.equal([['stack:shop:env:development:service:orders']]);
    expect((await project.head()).components['api/handler']).to.deep.equal(before);
  });

  it('say what is missing where one needs what no unit has deployed yet, and plan it as unknown', async () => {
    const documents = shop('service', handler, orders);
    const filter = { services: ['api'] };
    const failure = await failureOf(project.apply(documents, { filter }));
    expect(failure).to.have.property('code', 'NeedNotDeployed');
    expect(failure.message).to.match(/"api\/handler" needs "orders\/incoming" \(.+:\d+\), which is not deployed yet/);
    expect(failure).to.have.property('suggestions').that.includes('panka apply --service orders');
    expect(project.cloud()).to.deep.equal([]);
    const plan = await project.plan(documents, { filter });
    expect(plan.changes.map(({ component, action }) => [component, action])).to.deep.equal([['api/handler', 'create']]);
    expect(plan.changes[0]?.resources.map(({ op }) => op)).to.include('create');
  });

  it('hold a saved plan to the units that it is for: others may move, its own may not', async () => {
    const documents = (seconds: number) =>
      shop('service', handler, queue('orders/incoming', { visibilityTimeout: seconds }), queue('billing/invoices'));
    await project.apply(documents(30));
    const filter = { services: ['orders'] };
    const savedPlan = await project.plan(documents(60), { filter });
    const stale = await project.plan(documents(60), { filter });
    const more = shop('service', handler, orders, queue('billing/invoices', { visibilityTimeout: 45 }));
    expect((await project.apply(more, { filter: { services: ['billing'] } })).status).to.equal('succeeded');
    const outcome = await project.apply(documents(60), { filter, savedPlan });
    expect(outcome.status, JSON.stringify(outcome.errors)).to.equal('succeeded');
    const failure = await failureOf(project.apply(documents(60), { filter, savedPlan: stale }));
    expect(failure).to.have.property('code', 'PlanStale');
    expect(failure.message).to.match(/the unit service\.orders has moved from update 1 to 2/);
  });

  it('leave what is gone from the manifests until the units that used it are deployed', async () => {
    await project.apply(shop('service', handler, orders, queue('orders/second')));
    const steps: string[] = [];
    const emit = (event: DeploymentEvent) =>
      event.type === 'resource' &&
      event.event.phase === 'done' &&
      event.event.op !== 'same' &&
      steps.push(`${event.event.op} ${event.event.name}`);
    const outcome = await project.apply(
      shop('service', worker('api/handler', { QUEUE: 'orders/second' }), queue('orders/second')),
      { emit },
    );
    expect(outcome.status, JSON.stringify(outcome.errors)).to.equal('succeeded');
    expect(outcome.components).to.deep.include.members([]);
    expect(outcome.components.find((c) => c.component === 'orders/incoming')).to.include({
      action: 'delete',
      status: 'deleted',
    });
    expect(steps.indexOf('update api/handler')).to.be.lessThan(steps.indexOf('delete orders/incoming'));
    expect(steps).to.include('delete orders/incoming');
    expect(project.cloud(QUEUE)).not.to.include('orders/incoming');
    expect(Object.keys((await project.head()).components).sort()).to.deep.equal(['api/handler', 'orders/second']);
  });

  it('refuse to delete for one service what a deployed one still needs', async () => {
    await project.apply(shop('service', handler, orders, queue('orders/second')));
    const without = shop('service', worker('api/handler'), queue('orders/second'));
    const failure = await failureOf(project.apply(without, { filter: { services: ['orders'] } }));
    expect(failure).to.have.property('code', 'StillNeeded');
    expect(failure).to.have.property('suggestions').that.includes('panka apply --service api');
    expect(project.cloud(QUEUE)).to.include('orders/incoming');
    expect((await project.apply(without, { filter: { services: ['api'] } })).status).to.equal('succeeded');
    expect((await project.apply(without, { filter: { services: ['orders'] } })).status).to.equal('succeeded');
    expect(project.cloud(QUEUE)).not.to.include('orders/incoming');
  });

  it('delete a service that is gone, after those that used it', async () => {
    await project.apply(shop('service', handler, orders));
    const outcome = await project.apply(shop('service', worker('api/handler')));
    expect(outcome.status, JSON.stringify(outcome.errors)).to.equal('succeeded');
    expect(project.cloud(QUEUE)).to.deep.equal([]);
    expect(Object.keys((await project.head()).components)).to.deep.equal(['api/handler']);
    expect((await project.apply(shop('service', worker('api/handler')))).status).to.equal('nothing-to-do');
  });

  it('stop what depends on a failure in another unit, and not its neighbours', async () => {
    const documents = shop('service', handler, orders, worker('other/free'));
    const faults = [{ on: 'create', name: 'orders/incoming', fail: 'InternalError: no' }];
    const outcome = await project.apply(documents, { faults });
    expect(outcome.status).to.equal('failed');
    expect(Object.fromEntries(outcome.components.map((c) => [c.component, c.status]))).to.deep.equal({
      'orders/incoming': 'failed',
      'other/free': 'deployed',
      'api/handler': 'skipped',
    });
    expect((await project.apply(documents)).status).to.equal('succeeded');
  });

  it('share the pieces of the stack, which whoever needs them first makes', async () => {
    const inVpc = { vpc: { enabled: true } };
    const documents = shop('service', network(), worker('api/one', {}, inVpc), worker('jobs/two', {}, inVpc));
    const one = await project.apply(documents, { filter: { services: ['api'] } });
    expect(one.status, JSON.stringify(one.errors)).to.equal('succeeded');
    expect(await units()).to.deep.equal(['service.api', 'service.shared']);
    const serial = (await project.head()).units['service.shared'];
    const two = await project.apply(documents, { filter: { services: ['jobs'] } });
    expect(two.status, JSON.stringify(two.errors)).to.equal('succeeded');
    expect((await project.head()).units['service.shared']).to.deep.equal(serial);
    expect(project.cloud('aws:ec2/vpc:Vpc')).to.deep.equal(['shared/vpc']);
    expect((await project.apply(documents)).status).to.equal('nothing-to-do');
    const gone = await project.apply(shop('service', network(), worker('api/one', {}), worker('jobs/two', {})));
    expect(gone.status, JSON.stringify(gone.errors)).to.equal('succeeded');
    expect(project.cloud('aws:ec2/vpc:Vpc')).to.deep.equal([]);
    expect((await project.head()).components).not.to.have.property('shared');
  });

  it('are destroyed who needs others first, and what is shared last', async () => {
    const inVpc = { vpc: { enabled: true } };
    await project.apply(shop('service', network(), worker('api/handler', { QUEUE: 'orders/incoming' }, inVpc), orders));
    const seen: string[] = [];
    const emit = (event: DeploymentEvent) => event.type === 'unit' && seen.push(event.unit);
    const outcome = await project.destroy({ emit });
    expect(outcome.status, JSON.stringify(outcome.errors)).to.equal('succeeded');
    expect(seen).to.deep.equal(['service.api', 'service.orders', 'service.shared']);
    expect(project.cloud()).to.deep.equal([]);
    expect((await project.head()).components).to.deep.equal({});
    expect((await project.destroy()).status).to.equal('nothing-to-do');
  });

  it('are destroyed with what needs them, where only one service is asked for', async () => {
    await project.apply(shop('service', handler, orders, worker('other/free')));
    const outcome = await project.destroy({ filter: { services: ['orders'] } });
    expect(outcome.status, JSON.stringify(outcome.errors)).to.equal('succeeded');
    expect(Object.keys((await project.head()).components)).to.deep.equal(['other/free']);
  });
});

describe('spec.deployment.parallelism', () => {
  it('bounds how many components of a wave are deployed at once', async () => {
    const project = new UnitProject();
    try {
      const names = ['one', 'two', 'three', 'four'];
      for (const parallelism of [1, 3]) {
        let running = 0;
        let most = 0;
        const emit = (event: DeploymentEvent) => {
          if (event.type !== 'component' || event.component === 'shared') return;
          if (event.status === 'started') most = Math.max(most, ++running);
          if (event.status === 'done') running -= 1;
        };
        const documents = shop('stack', ...names.map((name) => queue(`orders/${name}`, { delaySeconds: parallelism })));
        const [stack, ...rest] = documents;
        const limited = { ...stack, spec: { deployment: { parallelism } } } as JsonObject;
        expect((await project.apply([limited, ...rest], { emit })).status).to.equal('succeeded');
        expect(most).to.equal(parallelism);
      }
    } finally {
      project.remove();
    }
  });
});
