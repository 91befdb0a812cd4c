import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { TinyCloud } from '../../common/test/cloud.js';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const CLUSTER = 'aws:memorydb/cluster:Cluster';
const USER = 'aws:memorydb/user:User';
const ACL = 'aws:memorydb/acl:Acl';
const SNAPSHOT = 'aws:memorydb/snapshot:Snapshot';
const PARAMETERS = 'aws:memorydb/parameterGroup:ParameterGroup';
const cluster = (more: JsonObject = {}): JsonObject => ({
  name: 'c',
  engine: 'valkey',
  engineVersion: '7.3',
  nodeType: 'db.t4g.small',
  numShards: 2,
  numReplicasPerShard: 1,
  aclName: 'open-access',
  ...more,
});

describe('AWSMemoryDB in the sandbox', () => {
  it('gives a cluster an endpoint and its shards', async () => {
    const cloud = await TinyCloud.of(kind);
    const { outputs } = cloud.create(CLUSTER, cluster());
    const [endpoint] = outputs.clusterEndpoints as JsonObject[];
    expect(endpoint?.address).to.match(/^clustercfg\.c\.[0-9a-f]{6}\.memorydb\.us-east-1\.amazonaws\.com$/);
    expect((outputs.shards as JsonObject[]).map((shard) => shard.numNodes)).to.deep.equal([2, 2]);
    expect(outputs.arn).to.equal('arn:aws:memorydb:us-east-1:000000000000:cluster/c');
  });

  it('refuses what MemoryDB refuses', async () => {
    const cloud = await TinyCloud.of(kind);
    const refused = (more: JsonObject) => () => cloud.create(CLUSTER, cluster(more));
    expect(refused({ engineVersion: '8.0' })).to.throw('engine version 8.0 is not supported for valkey');
    expect(refused({ nodeType: 'cache.t4g.small' })).to.throw('is not a valid node type');
    expect(refused({ aclName: 'nobody' })).to.throw('ACLNotFoundFault');
    cloud.create(ACL, { name: 'a', userNames: [] });
    expect(refused({ aclName: 'a', tlsEnabled: false })).to.throw('Only the open-access ACL');
    const made = cloud.create(CLUSTER, cluster());
    expect(() => cloud.update(made, { engineVersion: '7.2' })).to.throw('cannot go back');
    expect(() => cloud.create(PARAMETERS, { name: 'p', family: 'valkey7' })).to.throw('parameter group family');
  });

  it('knows users by their logins, and keeps those that are in use', async () => {
    const cloud = await TinyCloud.of(kind);
    const user = (authenticationMode: JsonObject) => () => cloud.create(USER, { userName: 'u', authenticationMode });
    expect(user({ type: 'password', passwords: [] })).to.throw('one or two');
    expect(user({ type: 'no-password-required' })).to.throw('not a way to log in');
    expect(() => cloud.create(ACL, { name: 'a', userNames: ['u'] })).to.throw('UserNotFoundFault');
    const made = user({ type: 'iam' })();
    const acl = cloud.create(ACL, { name: 'a', userNames: ['u'] });
    cloud.create(CLUSTER, cluster({ aclName: 'a' }));
    expect(cloud.refusalToDelete(made)).to.match(/still in an ACL/);
    expect(cloud.refusalToDelete(acl)).to.match(/in use by a cluster/);
  });

  it('leaves a snapshot of a name that was never there', async () => {
    const cloud = await TinyCloud.of(kind);
    cloud.delete(cloud.create(CLUSTER, cluster({ finalSnapshotName: 'c-final' })));
    expect(cloud.get(SNAPSHOT, 'c-final')?.inputs.clusterName).to.equal('c');
    const again = cloud.create(CLUSTER, cluster({ finalSnapshotName: 'c-final' }));
    expect(() => cloud.delete(again)).to.throw('SnapshotAlreadyExistsFault');
    cloud.delete(again, { finalSnapshotName: 'c-final-2' });
    expect(cloud.get(SNAPSHOT, 'c-final-2')).not.to.equal(undefined);
  });
});

describe('AWSMemoryDB verification', () => {
  const component = componentOf(kind, { cluster: { nodeType: 'db.t4g.small', shards: 2 } });
  const outputs = { clusterName: 'c', aclName: 'a' };

  it('waits for a cluster with every shard and node, and for its users', async () => {
    const cloud = await TinyCloud.of(kind);
    const verify = () => cloud.verify(kind, component, outputs);
    expect((await verify()).status).to.equal('pending');
    const acl = cloud.create(ACL, { name: 'a', userNames: [] }, { status: 'modifying' });
    let made = cloud.create(CLUSTER, cluster({ aclName: 'a', numShards: 1 }));
    expect((await verify()).checks.map((check) => check.detail)).to.deep.equal([
      'it has 1',
      'the access list is modifying',
    ]);
    cloud.edit(acl, { status: 'active' });
    const shards = (first: JsonObject) => [
      { name: '0001', numNodes: 2, ...first },
      { name: '0002', numNodes: 2 },
    ];
    made = cloud.edit(made, { shards: shards({ status: 'modifying' }) });
    expect((await verify()).checks[0]?.detail).to.equal('shard 0001 is modifying');
    made = cloud.edit(made, { shards: shards({ numNodes: 1 }) });
    expect((await verify()).checks[0]?.detail).to.equal('shard 0001 has 1 nodes');
    cloud.edit(made, { shards: shards({}) });
    expect((await verify()).status).to.equal('healthy');
  });

  it('sees another access list, and gives up on a cluster that will not come', async () => {
    const cloud = await TinyCloud.of(kind);
    const verify = () => cloud.verify(kind, component, outputs);
    cloud.create(ACL, { name: 'a', userNames: [] });
    const made = cloud.create(CLUSTER, cluster());
    expect((await verify()).checks[0]?.detail).to.equal('it still has the access list open-access');
    cloud.edit(made, { status: 'create-failed' });
    expect((await verify()).status).to.equal('failed');
  });
});
