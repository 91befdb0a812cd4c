import { expect } from 'chai';
import type { JsonObject } from '../../../src/sdk/index.js';
import { queue, shop, table, UnitProject } from './unit-project.js';

const KEY = 'aws:kms/key:Key';
const orders = queue('orders/incoming', { visibilityTimeout: 30 });
const users = (): JsonObject => {
  const { spec, ...rest } = table('api/users', 'id');
  return { ...rest, spec: { ...(spec as JsonObject), deletionPolicy: 'retain', encryption: { kmsKey: 'stack' } } };
};

describe('the key of a stack of several units', () => {
  let project: UnitProject;
  beforeEach(() => {
    project = new UnitProject();
  });
  afterEach(() => project.remove());

  it('stays for what the units that were destroyed before it have kept', async () => {
    expect(await project.apply(shop('service', orders, users()))).to.include({ status: 'succeeded' });
    const { status, retained } = await project.destroy();
    expect(status).to.equal('succeeded');
    expect(retained.map(({ name }) => name)).to.deep.equal(['api/users', 'shared/key']);
    expect(project.cloud(KEY)).to.deep.equal(['shared/key']);
  });

  it('stays when the destroy that let go of the data did not come to its end', async () => {
    const documents = shop('stack', orders, users());
    expect(await project.apply(documents)).to.include({ status: 'succeeded' });
    const faults = [{ on: 'delete', type: 'kms/alias:Alias', fail: 'AccessDenied: not today' }];
    expect(await project.destroy({ faults })).to.include({ status: 'failed' });
    const { components, keptKeys } = await project.head();
    expect(components).to.not.have.property('api/users');
    expect(components).to.have.property('shared');
    expect(keptKeys).to.have.length(1);
    expect(await project.destroy()).to.include({ status: 'succeeded' });
    expect(project.cloud(KEY)).to.deep.equal(['shared/key']);
  });
});
