import { expect } from 'chai';
import type { JsonObject } from '../../../src/sdk/index.js';
import { componentIn, networkOf, SandboxProject, stackOf } from './sandbox-project.js';

const SNAPSHOT = 'aws:rds/snapshot:Snapshot';
const BACKUP = 'aws:dynamodb/backup:Backup';
const network = networkOf('shop', { vpc: { mode: 'create', cidr: '10.40.0.0/16' } });
const jobs = componentIn('shop', 'SQS', 'jobs', {});
const database = (more: JsonObject = {}) =>
  componentIn('shop', 'RDS', 'db', {
    engine: { type: 'postgres', version: '16' },
    instance: { class: 'db.t4g.medium', storage: { allocatedGB: 20 } },
    database: { name: 'orders' },
    deletionProtection: false,
    ...more,
  });
const table = (more: JsonObject = {}) =>
  componentIn('shop', 'DynamoDB', 'carts', {
    hashKey: { name: 'id', type: 'S' },
    billingMode: 'PAY_PER_REQUEST',
    deletionPolicy: 'snapshot',
    ...more,
  });
const withDatabase = (more?: JsonObject) => stackOf('shop', network, jobs, database(more));
const without = stackOf('shop', network, jobs);

describe('data that is deleted', () => {
  let project: SandboxProject;
  beforeEach(() => {
    project = new SandboxProject();
  });
  afterEach(() => project.remove());
  const names = (type: string) => project.cloud(type).map(({ id }) => id.slice(id.lastIndexOf('/') + 1));
  const succeed = async (run: ReturnType<SandboxProject['apply']>) => {
    const { status, errors } = await run;
    expect(status, JSON.stringify(errors)).to.equal('succeeded');
  };

  it('leaves a snapshot for each time that its component is removed', async () => {
    await succeed(project.apply(withDatabase()));
    await succeed(project.apply(without));
    await succeed(project.apply(withDatabase()));
    await succeed(project.apply(without, { refresh: true }));
    expect(names(SNAPSHOT).map((name) => name.replace(/^.*-final/, '-final'))).to.have.members([
      '-final-run-2',
      '-final-run-4',
    ]);
    expect(project.cloud('aws:rds/instance:Instance')).to.deep.equal([]);
  });

  it('leaves a snapshot of what a replacement deletes, and of what destroy deletes', async () => {
    await succeed(project.apply(withDatabase()));
    await succeed(project.apply(withDatabase({ database: { name: 'renamed' } })));
    expect(names(SNAPSHOT)).to.have.length(1);
    await succeed(project.destroy('shop'));
    expect(names(SNAPSHOT).map((name) => name.replace(/^.*-final/, '-final'))).to.have.members([
      '-final-run-2',
      '-final-run-3',
    ]);
  });

  it('leaves none where none is wanted', async () => {
    await succeed(project.apply(withDatabase({ deletionPolicy: 'delete' })));
    await succeed(project.destroy('shop'));
    expect(names(SNAPSHOT)).to.deep.equal([]);
  });

  it('is backed up by a call where the provider takes no snapshot', async () => {
    await succeed(project.apply(stackOf('shop', jobs, table())));
    await succeed(project.apply(stackOf('shop', jobs)));
    await succeed(project.apply(stackOf('shop', jobs, table({ deletionPolicy: 'delete' }))));
    await succeed(project.destroy('shop'));
    expect(names(BACKUP)).to.have.length(1);
    expect(names(BACKUP)[0]).to.match(/-run-2$/);
    expect(project.cloud('aws:dynamodb/table:Table')).to.deep.equal([]);
  });
});

describe('data whose engine goes up', () => {
  let project: SandboxProject;
  beforeEach(() => {
    project = new SandboxProject();
  });
  afterEach(() => project.remove());
  const snapshotsOf = (type: string) =>
    project.cloud(type).map(({ id, outputs }) => [id.replace(/-[0-9a-f]{6}-/, '-'), outputs['engineVersion']]);
  const deploy = async (component: ReturnType<typeof componentIn>) => {
    const { status, errors } = await project.apply(stackOf('shop', network, component));
    expect(status, JSON.stringify(errors)).to.equal('succeeded');
  };
  const version = (of: string, more: JsonObject = {}) =>
    database({ engine: { type: 'postgres', version: of }, ...more });

  it('leaves a snapshot of an instance as it was before, and only then', async () => {
    await deploy(version('16.3'));
    await deploy(version('16.3', { deletionPolicy: 'delete' }));
    expect(snapshotsOf(SNAPSHOT)).to.deep.equal([]);
    await deploy(version('16.4'));
    expect(snapshotsOf(SNAPSHOT)).to.deep.equal([['panka-shop-development-api-db-run-3', '16.3']]);
    expect(project.cloud('aws:rds/instance:Instance')[0]?.inputs['engineVersion']).to.equal('16.4');
  });

  it('leaves a snapshot of a cluster', async () => {
    const aurora = (of: string) =>
      version(of, { engine: { type: 'aurora-postgresql', version: of }, instance: { class: 'db.r6g.large' } });
    await deploy(aurora('16.4'));
    await deploy(aurora('16.6'));
    expect(snapshotsOf('aws:rds/clusterSnapshot:ClusterSnapshot')).to.deep.equal([
      ['panka-shop-development-api-db-run-2', '16.4'],
    ]);
  });
});
