import { expect } from 'chai';
import type { DeploymentEvent } from '../../../src/core/execution/events.js';
import { failureOf } from '../../helpers/failure-of.js';
import { network, queue, shop, UnitProject, worker } from './unit-project.js';

describe('units of two processes at once', () => {
  let project: UnitProject;
  beforeEach(() => {
    project = new UnitProject();
  });
  afterEach(() => project.remove());

  /** Both are in the middle of their deployment before either goes on. */
  function meeting(count: number): () => Promise<true> {
    let arrived = 0;
    let open = () => {};
    const all = new Promise<void>((resolve) => {
      open = resolve;
    });
    return async () => {
      arrived += 1;
      if (arrived >= count) open();
      await all;
      return true;
    };
  }

  it('both succeed where they are different services, and the state holds both', async () => {
    const documents = shop('service', queue('orders/incoming'), queue('billing/invoices'));
    const meet = meeting(2);
    const run = (service: string) => project.apply(documents, { filter: { services: [service] }, approve: meet });
    const [one, two] = await Promise.all([run('orders'), run('billing')]);
    expect([one?.status, two?.status]).to.deep.equal(['succeeded', 'succeeded']);
    const head = await project.head();
    expect(Object.keys(head.components).sort()).to.deep.equal(['billing/invoices', 'orders/incoming']);
    expect(Object.keys(head.units).sort()).to.deep.equal(['service.billing', 'service.orders']);
    expect(project.cloud('aws:sqs/queue:Queue')).to.include.members(['billing/invoices', 'orders/incoming']);
    expect((await project.apply(documents)).status).to.equal('nothing-to-do');
    expect(
      (await project.state.history.list({ stack: 'shop', environment: 'development' })).map((r) => r.unit),
    ).to.have.members(['service.billing', 'service.orders']);
  });

  it('both succeed where they are components of one service', async () => {
    const documents = shop('component', queue('orders/incoming'), queue('orders/second'));
    const meet = meeting(2);
    const run = (component: string) => project.apply(documents, { filter: { components: [component] }, approve: meet });
    const [one, two] = await Promise.all([run('orders/incoming'), run('orders/second')]);
    expect([one?.status, two?.status]).to.deep.equal(['succeeded', 'succeeded']);
    expect(Object.keys((await project.head()).components).sort()).to.deep.equal(['orders/incoming', 'orders/second']);
    expect((await project.apply(documents)).status).to.equal('nothing-to-do');
  });

  it('both succeed where both need what the stack shares: one makes it, the other waits for that', async () => {
    const inVpc = { vpc: { enabled: true } };
    const documents = shop('service', network(), worker('api/one', {}, inVpc), worker('jobs/two', {}, inVpc));
    const run = (service: string) => project.apply(documents, { filter: { services: [service] } });
    const [one, two] = await Promise.all([run('api'), run('jobs')]);
    expect([one?.status, two?.status]).to.deep.equal(['succeeded', 'succeeded']);
    expect(project.cloud('aws:ec2/vpc:Vpc')).to.deep.equal(['shared/vpc']);
    expect((await project.apply(documents)).status).to.equal('nothing-to-do');
  });

  it('exclude each other where they are the same service: one wins, the other says who holds the lock', async () => {
    const documents = shop('service', queue('orders/incoming'));
    let refused: unknown;
    const approve = async () => {
      refused = await failureOf(project.apply(documents, { filter: { services: ['orders'] } }));
      return true;
    };
    expect((await project.apply(documents, { approve, filter: { services: ['orders'] } })).status).to.equal(
      'succeeded',
    );
    expect(refused).to.include({ code: 'LockHeld', exitCode: 4 });
    expect((refused as Error).message).to.contain('"stack:shop:env:development:service:orders" is locked: ');
  });

  it('are taken over where the holder of the lock is gone, and what it left is finished', async () => {
    const documents = shop('service', queue('orders/incoming'), queue('orders/second'));
    const filter = { services: ['orders'] };
    await project.crash(documents, { filter, after: 'orders/incoming' });
    expect((await project.locks.list()).map(({ lockKey }) => lockKey)).to.deep.equal([
      'stack:shop:env:development:service:orders',
    ]);
    expect(await failureOf(project.apply(documents, { filter }))).to.have.property('code', 'LockHeld');
    const seen: string[] = [];
    const emit = ({ type }: DeploymentEvent) => seen.push(type);
    const outcome = await project.apply(documents, { filter, emit, processAlive: async () => 'gone' });
    expect(outcome.status, JSON.stringify(outcome.errors)).to.equal('succeeded');
    expect(seen).to.include.members(['lock-taken-over', 'recovered']);
    expect(project.cloud('aws:sqs/queue:Queue').filter((name) => name === 'orders/incoming')).to.have.length(1);
    expect(Object.keys((await project.head()).components).sort()).to.deep.equal(['orders/incoming', 'orders/second']);
  });
});
