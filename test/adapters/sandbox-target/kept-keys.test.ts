import { expect } from 'chai';
import type { JsonObject } from '../../../src/sdk/index.js';
import { componentIn, networkOf, SandboxProject, stackOf } from './sandbox-project.js';

const KEY = 'aws:kms/key:Key';
const TABLE = 'aws:dynamodb/table:Table';
const network = networkOf('shop', { vpc: { mode: 'create', cidr: '10.40.0.0/16' } });
const jobs = componentIn('shop', 'SQS', 'jobs', {});
const defaults: JsonObject = {
  apiVersion: 'infra.panka.io/v1',
  kind: 'InfraDefaults',
  metadata: { name: 'defaults', stack: 'shop' },
  spec: { deletionProtection: false },
};
const table = (deletionPolicy: string) =>
  componentIn('shop', 'DynamoDB', 'carts', {
    ...{ hashKey: { name: 'id', type: 'S' }, deletionPolicy },
    encryption: { kmsKey: 'stack' },
  });
const database = (more: JsonObject) =>
  componentIn('shop', 'RDS', 'db', {
    engine: { type: 'postgres', version: '16' },
    instance: { class: 'db.t4g.medium', storage: { allocatedGB: 20 } },
    database: { name: 'orders' },
    encryption: { enabled: true },
    ...more,
  });

describe('the key of a stack that is destroyed', () => {
  let project: SandboxProject;
  beforeEach(() => {
    project = new SandboxProject();
  });
  afterEach(() => project.remove());
  const apply = async (...documents: readonly JsonObject[]) => {
    const { status, errors } = await project.apply(stackOf('shop', defaults, jobs, ...documents));
    expect(status, JSON.stringify(errors)).to.equal('succeeded');
  };
  const retainedBy = async () => {
    const { status, errors, retained } = await project.destroy('shop');
    expect(status, JSON.stringify(errors)).to.equal('succeeded');
    return retained.map(({ name }) => name).sort();
  };
  const keys = () => project.cloud(KEY).length;

  it('goes when nothing is left that it encrypts', async () => {
    await apply(table('delete'));
    expect(keys()).to.equal(1);
    expect(await retainedBy()).to.deep.equal([]);
    expect([...project.cloud(KEY), ...project.cloud(TABLE)]).to.deep.equal([]);
  });

  it('stays with a table that is retained, and both are said to stay', async () => {
    await apply(table('retain'));
    expect(await retainedBy()).to.deep.equal(['api/carts', 'shared/key']);
    expect(keys()).to.equal(1);
    expect(project.cloud(TABLE)).to.have.length(1);
  });

  it('stays for the last snapshot of a database, and for the backup of a table', async () => {
    await apply(network, database({}));
    expect(await retainedBy()).to.deep.equal(['shared/key']);
    await apply(table('snapshot'));
    expect(await retainedBy()).to.deep.equal(['shared/key']);
    expect(keys()).to.equal(2);
  });

  it('goes with a database that leaves no snapshot', async () => {
    await apply(network, database({ deletionPolicy: 'delete' }));
    expect(await retainedBy()).to.deep.equal([]);
    expect(keys()).to.equal(0);
  });

  it('stays for what was removed before the stack was, and the head remembers it', async () => {
    await apply(network, database({}), table('snapshot'));
    await apply(network, database({ deletionPolicy: 'delete' }));
    expect(await retainedBy()).to.deep.equal(['shared/key']);
    expect(keys()).to.equal(1);
  });

  it('stays when an apply removes the last thing that it encrypts', async () => {
    await apply(table('retain'));
    const { retained } = await project.apply(stackOf('shop', defaults, jobs));
    expect(retained.map(({ name }) => name).sort()).to.deep.equal(['api/carts', 'shared/key']);
    expect(keys()).to.equal(1);
  });
});
