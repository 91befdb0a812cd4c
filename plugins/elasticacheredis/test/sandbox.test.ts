import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { TinyCloud } from '../../common/test/cloud.js';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const GROUP = 'aws:elasticache/replicationGroup:ReplicationGroup';
const SERVERLESS = 'aws:elasticache/serverlessCache:ServerlessCache';
const SNAPSHOT = 'aws:elasticache/snapshot:Snapshot';
const USER = 'aws:elasticache/user:User';
const USERS = 'aws:elasticache/userGroup:UserGroup';
const group = (more: JsonObject = {}): JsonObject => ({
  replicationGroupId: 'c',
  engine: 'valkey',
  engineVersion: '8.0',
  nodeType: 'cache.t4g.small',
  numCacheClusters: 1,
  ...more,
});
const user = (name: string, more: JsonObject = {}): JsonObject => ({
  userId: name,
  userName: name,
  engine: 'redis',
  authenticationMode: { type: 'iam' },
  ...more,
});

describe('ElastiCacheRedis in the sandbox', () => {
  it('gives a replication group its endpoints and nodes', async () => {
    const cloud = await TinyCloud.of(kind);
    const { outputs } = cloud.create(GROUP, group({ numCacheClusters: 2 }));
    expect(outputs.primaryEndpointAddress).to.match(/^master\.c\.[0-9a-f]{6}\.usea\.cache\.amazonaws\.com$/);
    expect(outputs.memberClusters).to.deep.equal(['c-001', 'c-002']);
    expect(outputs.arn).to.equal('arn:aws:elasticache:us-east-1:000000000000:replicationgroup:c');
    const sharded = cloud.create(GROUP, {
      replicationGroupId: 's',
      nodeType: 'cache.t4g.small',
      numNodeGroups: 2,
      replicasPerNodeGroup: 1,
    });
    expect(sharded.outputs.configurationEndpointAddress).to.match(/^clustercfg\.s\./);
    expect(sharded.outputs.memberClusters).to.deep.equal(['s-0001-001', 's-0001-002', 's-0002-001', 's-0002-002']);
  });

  it('gives a serverless cache two ports', async () => {
    const cloud = await TinyCloud.of(kind);
    const { outputs } = cloud.create(SERVERLESS, { name: 'c', engine: 'valkey', majorEngineVersion: '8' });
    expect((outputs.readerEndpoints as JsonObject[])[0]?.port).to.equal(6380);
  });

  it('refuses shapes and logins that AWS refuses', async () => {
    const cloud = await TinyCloud.of(kind);
    const refused = (more: JsonObject) => () => cloud.create(GROUP, group(more));
    expect(refused({ automaticFailoverEnabled: true })).to.throw('less than 2 cache clusters');
    expect(refused({ multiAzEnabled: true })).to.throw('Must enable automatic failover');
    expect(refused({ nodeType: 'db.t4g.small' })).to.throw('CacheNodeType');
    expect(refused({ authTokenWo: 'x' })).to.throw('AUTH token can only be used with in-transit encryption');
    expect(refused({ userGroupIds: ['nobody'] })).to.throw('UserGroupNotFound');
    const old = cloud.create(GROUP, group({ engine: 'redis', engineVersion: '6.2', transitEncryptionEnabled: false }));
    expect(() => cloud.update(old, { transitEncryptionEnabled: true })).to.throw('from engine version 7.0 on');
  });

  it('changes TLS by way of preferred', async () => {
    const cloud = await TinyCloud.of(kind);
    const plain = cloud.create(GROUP, group({ transitEncryptionEnabled: false }));
    const tls = (transitEncryptionMode: string) => ({ transitEncryptionEnabled: true, transitEncryptionMode });
    expect(() => cloud.update(plain, tls('required'))).to.throw('has to be preferred before it is required');
    const both = cloud.update(plain, tls('preferred'));
    const required = cloud.update(both, tls('required'));
    expect(required.outputs.transitEncryptionMode).to.equal('required');
    expect(() => cloud.update(required, { transitEncryptionEnabled: false })).to.throw('before it is turned off');
  });

  it('wants a default user for Redis, and equal names for IAM', async () => {
    const cloud = await TinyCloud.of(kind);
    cloud.create(USER, user('a'));
    const users = (more: JsonObject) => () =>
      cloud.create(USERS, { userGroupId: 'g', engine: 'redis', userIds: ['a'], ...more });
    expect(users({})).to.throw('DefaultUserRequired');
    expect(users({ userIds: ['b'] })).to.throw('UserNotFound');
    expect(users({ engine: 'valkey' })).not.to.throw();
    expect(() => cloud.create(USER, user('x', { userName: 'y' }))).to.throw(
      'must be same for authentication type: iam',
    );
    expect(() =>
      cloud.create(USER, user('z', { engine: 'valkey', authenticationMode: { type: 'no-password-required' } })),
    ).to.throw('need a password or IAM');
    expect(cloud.refusalToDelete(cloud.get(USER, 'a')!)).to.match(/still in a user group/);
  });

  it('leaves a snapshot of a name that was never there', async () => {
    const cloud = await TinyCloud.of(kind);
    cloud.delete(cloud.create(GROUP, group({ finalSnapshotIdentifier: 'c-final' })));
    expect(cloud.get(SNAPSHOT, 'c-final')?.inputs.replicationGroupId).to.equal('c');
    const again = cloud.create(GROUP, group({ finalSnapshotIdentifier: 'c-final' }));
    expect(() => cloud.delete(again)).to.throw('SnapshotAlreadyExistsFault');
    cloud.delete(again, { finalSnapshotIdentifier: 'c-final-2' });
    expect(cloud.get(SNAPSHOT, 'c-final-2')).not.to.equal(undefined);
  });

  it('keeps the groups that a cache is in, and knows their families', async () => {
    const cloud = await TinyCloud.of(kind);
    const subnets = cloud.create('aws:elasticache/subnetGroup:SubnetGroup', { name: 'n', subnetIds: [] });
    const parameters = cloud.create('aws:elasticache/parameterGroup:ParameterGroup', { name: 'p', family: 'valkey8' });
    cloud.create(GROUP, group({ subnetGroupName: 'n', parameterGroupName: 'p' }));
    expect(cloud.refusalToDelete(subnets)).to.match(/CacheSubnetGroupInUse/);
    expect(cloud.refusalToDelete(parameters)).to.match(/InvalidCacheParameterGroupState/);
    expect(() =>
      cloud.create('aws:elasticache/parameterGroup:ParameterGroup', { name: 'q', family: 'redis8' }),
    ).to.throw('not a valid parameter group family');
  });
});

describe('ElastiCacheRedis verification', () => {
  const written = (more: JsonObject = {}): JsonObject => ({
    cluster: { nodeType: 'cache.t4g.small', numNodes: 2 },
    ...more,
  });
  const outputs = { identifier: 'c', userGroupId: 'g' };

  it('waits for a cache with every node and an endpoint', async () => {
    const cloud = await TinyCloud.of(kind);
    const verify = () => cloud.verify(kind, componentOf(kind, written()), outputs);
    expect((await verify()).status).to.equal('pending');
    const one = cloud.create(GROUP, group());
    expect((await verify()).checks[0]?.detail).to.equal('it has 1');
    const two = cloud.edit(one, { memberClusters: ['c-001', 'c-002'], status: 'modifying' });
    expect((await verify()).checks[0]?.detail).to.equal('the cache is modifying');
    const made = cloud.edit(two, { status: 'available' });
    expect((await verify()).status).to.equal('healthy');
    const open = componentOf(kind, { ...written(), security: { auth: 'none' } });
    const left = cloud.edit(made, { authTokenEnabled: true });
    const still = await cloud.verify(kind, open, outputs);
    expect(still.status).to.equal('failed');
    expect(still.checks[0]?.detail).to.match(/^it still wants a token: .*go from token to iam, then to none$/);
    expect((await verify()).status).to.equal('healthy');
    cloud.edit(left, { status: 'create-failed' });
    expect((await verify()).status).to.equal('failed');
  });

  it('waits for users who may log in', async () => {
    const cloud = await TinyCloud.of(kind);
    const spec = { cluster: { mode: 'serverless' } };
    const verify = () => cloud.verify(kind, componentOf(kind, spec), outputs);
    cloud.create(SERVERLESS, { name: 'c', engine: 'valkey', majorEngineVersion: '8' });
    const users = cloud.create(USERS, { userGroupId: 'g', engine: 'valkey', userIds: [] }, { status: 'modifying' });
    expect((await verify()).checks[1]?.detail).to.equal('the group is modifying');
    cloud.edit(users, { status: 'active' });
    expect((await verify()).status).to.equal('healthy');
  });
});
