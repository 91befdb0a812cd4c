import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { TinyCloud } from '../../common/test/cloud.js';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const INSTANCE = 'aws:rds/instance:Instance';
const CLUSTER = 'aws:rds/cluster:Cluster';
const MEMBER = 'aws:rds/clusterInstance:ClusterInstance';
const SUBNET = 'aws:ec2/subnet:Subnet';
const postgres = (more: JsonObject = {}): JsonObject => ({
  identifier: 'db',
  engine: 'postgres',
  engineVersion: '16.4',
  allocatedStorage: 100,
  manageMasterUserPassword: true,
  ...more,
});
const spec = (more: JsonObject = {}): JsonObject => ({
  engine: { type: 'postgres', version: '16' },
  instance: { class: 'db.t4g.medium', storage: { allocatedGB: 100 } },
  database: { name: 'app' },
  ...more,
});

describe('RDS in the sandbox', () => {
  it('gives an instance an address, a resource id and the secret that RDS manages', async () => {
    const cloud = await TinyCloud.of(kind);
    const { outputs, id } = cloud.create(INSTANCE, postgres());
    expect(id).to.match(/^db-[0-9A-F]{26}$/);
    expect(outputs.address).to.match(/^db\.[0-9a-f]{12}\.us-east-1\.rds\.amazonaws\.com$/);
    expect(outputs.endpoint).to.equal(`${String(outputs.address)}:5432`);
    expect(outputs.arn).to.equal('arn:aws:rds:us-east-1:000000000000:db:db');
    expect((outputs.masterUserSecrets as JsonObject[])[0]?.secretArn).to.match(
      /:secret:rds!db-[0-9a-f-]{36}-[0-9a-f]{6}$/,
    );
  });

  it('refuses versions that are not offered, down to the minor', async () => {
    const cloud = await TinyCloud.of(kind);
    expect(() => cloud.create(INSTANCE, postgres({ engineVersion: '16.99' }))).to.throw(
      'InvalidParameterCombination: Cannot find version 16.99 for postgres',
    );
  });

  it('never shrinks storage and never goes back in versions', async () => {
    const cloud = await TinyCloud.of(kind);
    const db = cloud.create(INSTANCE, postgres());
    expect(() => cloud.update(db, { allocatedStorage: 50 })).to.throw(
      'cannot be less than the current storage size (100)',
    );
    expect(() => cloud.update(db, { engineVersion: '17' })).to.throw('AllowMajorVersionUpgrade');
    expect(() => cloud.update(db, { engineVersion: '15', allowMajorVersionUpgrade: true })).to.throw(
      'Cannot upgrade postgres from 16',
    );
    expect(() =>
      cloud.update(cloud.create(INSTANCE, { ...postgres(), identifier: 'x', engineVersion: '16.4' }), {
        engineVersion: '16.3',
      }),
    ).to.throw('Cannot upgrade');
    expect(
      cloud.update(db, { engineVersion: '17', allowMajorVersionUpgrade: true, allocatedStorage: 200 }).outputs,
    ).to.include({
      engineVersionActual: '17',
      allocatedStorage: 200,
    });
  });

  it('protects from deletes, wants a final snapshot, and keeps what replicas hang on', async () => {
    const cloud = await TinyCloud.of(kind);
    const kept = cloud.create(INSTANCE, postgres({ deletionProtection: true }));
    expect(cloud.refusalToDelete(kept)).to.match(/Cannot delete protected DB Instance/);
    const bare = cloud.create(INSTANCE, postgres({ identifier: 'bare' }));
    expect(cloud.refusalToDelete(bare)).to.match(/FinalDBSnapshotIdentifier is required/);
    const free = cloud.create(INSTANCE, postgres({ identifier: 'free', skipFinalSnapshot: true }));
    expect(cloud.refusalToDelete(free)).to.equal(undefined);
    cloud.create(INSTANCE, { identifier: 'reader', replicateSourceDb: 'free' });
    expect(cloud.refusalToDelete(free)).to.match(/it has read replicas/);
  });

  it('wants subnets in two zones, and static parameters at a reboot', async () => {
    const cloud = await TinyCloud.of(kind);
    const one = cloud.create(SUBNET, {}, { availabilityZone: 'us-east-1a' });
    expect(() => cloud.create('aws:rds/subnetGroup:SubnetGroup', { name: 'g', subnetIds: [one.id] })).to.throw(
      'DBSubnetGroupDoesNotCoverEnoughAZs',
    );
    const parameters = [{ name: 'max_connections', value: '9', applyMethod: 'immediate' }];
    expect(() =>
      cloud.create('aws:rds/parameterGroup:ParameterGroup', { name: 'p', family: 'postgres16', parameters }),
    ).to.throw('cannot use immediate apply method for static parameter max_connections');
  });

  it('answers secrets that are outside the stack, always the same', async () => {
    const { invokes } = (await kind.sandbox()).default;
    const cloud = await TinyCloud.of(kind);
    const look = () =>
      invokes?.['aws:secretsmanager/getSecretVersion:getSecretVersion']?.({ secretId: 'dev/db' }, cloud, {
        account: '000000000000',
        region: 'us-east-1',
        partition: 'aws',
      });
    expect(look()).to.deep.equal(look());
    expect(look()?.arn).to.match(/:secret:dev\/db-[0-9a-f]{6}$/);
  });
});

describe('RDS verification', () => {
  it('waits for an instance, and gives up on one that will not come back', async () => {
    const cloud = await TinyCloud.of(kind);
    const component = componentOf(kind, spec());
    const verify = () => cloud.verify(kind, component, { identifier: 'db' });
    expect((await verify()).status).to.equal('pending');
    const db = cloud.create(INSTANCE, postgres());
    expect((await verify()).status).to.equal('healthy');
    const busy = cloud.edit(db, { status: 'modifying' });
    expect(await verify()).to.deep.include({ status: 'pending' });
    const optimizing = cloud.edit(busy, { status: 'storage-optimization' });
    expect((await verify()).checks[0]).to.include({ ok: true, detail: 'it works, in storage-optimization' });
    cloud.edit(optimizing, { status: 'storage-full' });
    const failed = await verify();
    expect(failed.status).to.equal('failed');
    expect(failed.checks[0]?.detail).to.equal('the instance is storage-full');
  });

  it('lets changes wait for the window, unless they should be applied at once', async () => {
    const cloud = await TinyCloud.of(kind);
    cloud.create(INSTANCE, postgres(), { pendingModifiedValues: { DBInstanceClass: 'db.m6g.large' } });
    const status = async (component: JsonObject) =>
      (await cloud.verify(kind, componentOf(kind, component), { identifier: 'db' })).status;
    expect(await status(spec())).to.equal('healthy');
    expect(await status(spec({ maintenance: { applyImmediately: true } }))).to.equal('pending');
  });

  it('wants a cluster with every member', async () => {
    const cloud = await TinyCloud.of(kind);
    const component = componentOf(
      kind,
      spec({ engine: { type: 'aurora-mysql', version: '8.0' }, instance: { class: 'db.r6g.large', replicas: 1 } }),
    );
    const verify = () => cloud.verify(kind, component, { identifier: 'c' });
    const cluster = cloud.create(CLUSTER, { clusterIdentifier: 'c', engine: 'aurora-mysql', engineVersion: '8.0' });
    cloud.create(MEMBER, { identifier: 'c-1', clusterIdentifier: 'c', promotionTier: 0 });
    expect((await verify()).checks[0]?.detail).to.equal('1 members');
    cloud.create(MEMBER, { identifier: 'c-2', clusterIdentifier: 'c', promotionTier: 1 });
    expect((await verify()).status).to.equal('healthy');
    expect(cluster.outputs.readerEndpoint).to.match(/^c\.cluster-ro-/);
    expect(cloud.refusalToDelete(cluster)).to.match(/still contains DB instances/);
  });
});
