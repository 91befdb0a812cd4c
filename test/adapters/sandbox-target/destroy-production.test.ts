import { expect } from 'chai';
import type { JsonObject } from '../../../src/sdk/index.js';
import { failureOf } from '../../helpers/failure-of.js';
import { componentIn, SandboxProject, stackOf } from './sandbox-project.js';

const TABLE = 'aws:dynamodb/table:Table';
const KEY = 'aws:kms/key:Key';

function stack(...infra: readonly JsonObject[]) {
  const spec = { hashKey: { name: 'id', type: 'S' } };
  return stackOf('shop', ...infra, componentIn('shop', 'DynamoDB', 'orders', spec));
}

const UNPROTECTED: JsonObject = {
  apiVersion: 'infra.panka.io/v1',
  kind: 'InfraDefaults',
  metadata: { name: 'defaults', stack: 'shop' },
  spec: { deletionProtection: false, deletionPolicy: 'delete' },
};

describe('destroying a stack in production', () => {
  const project = new SandboxProject('production');
  before(() => project.apply(stack()));
  after(() => project.remove());

  it('is refused while it is protected, and says what to do', async () => {
    const failure = await failureOf(project.destroy('shop', { allowDataLoss: ['api/orders'] }));
    expect(failure.code).to.equal('DeletionProtected');
    expect(failure.message).to.include('api/orders').and.include('shared/key');
    expect(failure.suggestions[0]).to.include('deletionProtection: false in InfraDefaults');
    expect(failure.suggestions[1]).to.equal('panka destroy --allow-data-loss api/orders');
    expect(project.cloud(TABLE)).to.have.length(1);
  });

  it('takes protection off in the manifests, and then each component that holds data by its name', async () => {
    expect(await project.apply(stack(UNPROTECTED))).to.include({ status: 'succeeded' });
    const failure = await failureOf(project.destroy('shop', { allowDataLoss: [] }));
    expect(failure.code).to.equal('DataLoss');
    expect(failure.suggestions[0]).to.include('--allow-data-loss api/orders');
    expect(project.cloud(TABLE)).to.have.length(1);
    expect(await project.destroy('shop', { allowDataLoss: ['api/orders'] })).to.include({ status: 'succeeded' });
    expect([...project.cloud(TABLE), ...project.cloud(KEY)]).to.deep.equal([]);
  });
});
