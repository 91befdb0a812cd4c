import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { TinyCloud } from '../../common/test/cloud.js';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const CLUSTER = 'aws:docdb/cluster:Cluster';
const MEMBER = 'aws:docdb/clusterInstance:ClusterInstance';
const SNAPSHOT = 'aws:docdb/clusterSnapshot:ClusterSnapshot';
const cluster = (more: JsonObject = {}): JsonObject => ({
  clusterIdentifier: 'c',
  engineVersion: '5.0.0',
  manageMasterUserPassword: true,
  ...more,
});
const member = (name: string, more: JsonObject = {}): JsonObject => ({
  identifier: name,
  clusterIdentifier: 'c',
  instanceClass: 'db.t4g.medium',
  ...more,
});

describe('DocumentDB in the sandbox', () => {
  it('takes the snapshot that the kind asks for before an upgrade, once of a name', async () => {
    const cloud = await TinyCloud.of(kind);
    const { id, outputs } = cloud.create(CLUSTER, cluster());
    const call = kind.upgradeSnapshots?.[0]?.call;
    expect(call?.longestName).to.equal(63);
    const ask = () => cloud.call(call?.operation ?? '', call?.params({ id, outputs }, 'panka-c-run-1') ?? {});
    const made = await ask();
    expect(cloud.get(SNAPSHOT, 'panka-c-run-1')?.outputs).to.include({ engineVersion: '5.0.0' });
    const answer = await cloud.call(
      call?.ready?.operation ?? '',
      call?.ready?.params('panka-c-run-1', made as JsonObject) ?? {},
    );
    expect(call?.ready?.state(answer as JsonObject)).to.equal(call?.ready?.done);
    expect((await ask().catch((error: Error) => error)) as Error)
      .to.have.property('message')
      .that.contains('AlreadyExists');
  });

  it('gives a cluster its endpoints, a resource id and a managed secret', async () => {
    const cloud = await TinyCloud.of(kind);
    const { outputs } = cloud.create(CLUSTER, cluster());
    expect(outputs.endpoint).to.match(/^c\.cluster-[0-9a-f]{12}\.us-east-1\.docdb\.amazonaws\.com$/);
    expect(outputs.readerEndpoint).to.match(/^c\.cluster-ro-/);
    expect(outputs.arn).to.equal('arn:aws:rds:us-east-1:000000000000:cluster:c');
    expect((outputs.masterUserSecrets as JsonObject[])[0]?.secretArn).to.match(/:secret:rds!cluster-[0-9a-f-]{36}-/);
  });

  it('never goes back in versions, and moves on only where it is allowed', async () => {
    const cloud = await TinyCloud.of(kind);
    expect(() => cloud.create(CLUSTER, cluster({ engineVersion: '3.6.0' }))).to.throw('Cannot find version 3.6.0');
    const made = cloud.create(CLUSTER, cluster());
    expect(() => cloud.update(made, { engineVersion: '8.0.0' })).to.throw('AllowMajorVersionUpgrade');
    expect(() => cloud.update(made, { engineVersion: '4.0.0', allowMajorVersionUpgrade: true })).to.throw('downgrade');
    expect(
      cloud.update(made, { engineVersion: '8.0.0', allowMajorVersionUpgrade: true }).outputs.engineVersion,
    ).to.equal('8.0.0');
  });

  it('refuses classes and clusters that are not there', async () => {
    const cloud = await TinyCloud.of(kind);
    expect(() => cloud.create(MEMBER, member('i'))).to.throw('DBClusterNotFoundFault');
    cloud.create(CLUSTER, cluster());
    expect(() => cloud.create(MEMBER, member('i', { instanceClass: 'db.m5.large' }))).to.throw(
      'InvalidParameterValue: Invalid DB Instance class',
    );
  });

  it('deletes a cluster after its instances, and leaves a snapshot of a new name', async () => {
    const cloud = await TinyCloud.of(kind);
    const made = cloud.create(CLUSTER, cluster({ finalSnapshotIdentifier: 'c-final' }));
    const one = cloud.create(MEMBER, member('i'));
    expect(() => cloud.delete(made)).to.throw('still contains DB instances');
    cloud.delete(one);
    cloud.delete(made);
    expect(cloud.get(SNAPSHOT, 'c-final')?.outputs).to.deep.include({ engine: 'docdb', status: 'available' });
    const again = cloud.create(CLUSTER, cluster({ finalSnapshotIdentifier: 'c-final' }));
    expect(() => cloud.delete(again)).to.throw('DBClusterSnapshotAlreadyExistsFault');
    const kept = cloud.create(CLUSTER, cluster({ clusterIdentifier: 'd', deletionProtection: true }));
    expect(() => cloud.delete(kept)).to.throw('Cannot delete protected Cluster');
    const bare = cloud.create(CLUSTER, cluster({ clusterIdentifier: 'e' }));
    expect(() => cloud.delete(bare)).to.throw('FinalDBSnapshotIdentifier is required');
  });

  it('wants subnets in two zones, and static parameters at a reboot', async () => {
    const cloud = await TinyCloud.of(kind);
    const one = cloud.create('aws:ec2/subnet:Subnet', {}, { availabilityZone: 'us-east-1a' });
    expect(() => cloud.create('aws:docdb/subnetGroup:SubnetGroup', { name: 'g', subnetIds: [one.id] })).to.throw(
      'DBSubnetGroupDoesNotCoverEnoughAZs',
    );
    const parameters = [{ name: 'tls', value: 'enabled', applyMethod: 'immediate' }];
    expect(() =>
      cloud.create('aws:docdb/clusterParameterGroup:ClusterParameterGroup', { name: 'p', parameters }),
    ).to.throw('cannot use immediate apply method for static parameter tls');
  });
});

describe('DocumentDB verification', () => {
  const written = (more: JsonObject = {}): JsonObject => ({ instance: { class: 'db.t4g.medium', count: 2 }, ...more });

  it('waits for a cluster with every instance', async () => {
    const cloud = await TinyCloud.of(kind);
    const verify = () => cloud.verify(kind, componentOf(kind, written()), { identifier: 'c' });
    expect((await verify()).status).to.equal('pending');
    cloud.create(CLUSTER, cluster());
    cloud.create(MEMBER, member('i'));
    expect((await verify()).checks[0]?.detail).to.equal('it has 1');
    const second = cloud.create(MEMBER, member('j'), { status: 'creating' });
    expect((await verify()).checks[2]).to.deep.include({ ok: false, detail: 'the instance is creating' });
    cloud.edit(second, { status: 'available', parameterGroupStatus: 'pending-reboot' });
    const healthy = await verify();
    expect(healthy.status).to.equal('healthy');
    expect(healthy.checks[0]?.detail).to.equal('parameters wait for a reboot');
  });

  it('gives up on a cluster or an instance that will not come back', async () => {
    const cloud = await TinyCloud.of(kind);
    const verify = () => cloud.verify(kind, componentOf(kind, written()), { identifier: 'c' });
    const made = cloud.create(CLUSTER, cluster(), { status: 'inaccessible-encryption-credentials' });
    expect((await verify()).status).to.equal('failed');
    cloud.edit(made, { status: 'available' });
    cloud.create(MEMBER, member('i'), { status: 'incompatible-network' });
    const failed = await verify();
    expect(failed.status).to.equal('failed');
    expect(failed.checks[1]?.detail).to.equal('the instance is incompatible-network');
  });

  it('lets changes wait for the window, unless they should be applied at once', async () => {
    const cloud = await TinyCloud.of(kind);
    cloud.create(CLUSTER, cluster());
    for (const name of ['i', 'j'])
      cloud.create(MEMBER, member(name), { pendingModifiedValues: { DBInstanceClass: 'db.r6g.large' } });
    const status = async (spec: JsonObject) =>
      (await cloud.verify(kind, componentOf(kind, spec), { identifier: 'c' })).status;
    expect(await status(written())).to.equal('healthy');
    expect(await status(written({ maintenance: { applyImmediately: true } }))).to.equal('pending');
  });
});
