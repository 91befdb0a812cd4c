import { expect } from 'chai';
import memorydb from '../../../../plugins/awsmemorydb/src/index.js';
import documentdb from '../../../../plugins/documentdb/src/index.js';
import memcached from '../../../../plugins/elasticachememcached/src/index.js';
import redis from '../../../../plugins/elasticacheredis/src/index.js';
import rds from '../../../../plugins/rds/src/index.js';
import { onMoto, wrongIn } from './on-moto.js';

onMoto('databases', ({ call, verify }) => {
  it('RDS want an instance that is available', async () => {
    await call('rds:CreateDBInstance', {
      DBInstanceIdentifier: 'orders',
      DBInstanceClass: 'db.t4g.small',
      Engine: 'postgres',
      AllocatedStorage: 20,
      MasterUsername: 'panka',
      ManageMasterUserPassword: true,
    });
    const spec = {
      engine: { type: 'postgres', version: '16' },
      instance: { class: 'db.t4g.small', storage: { allocatedGB: 20 } },
      database: { name: 'app' },
    };
    const look = (identifier: string) => verify(rds, spec, { outputs: { identifier } });
    expect(await look('orders')).to.deep.include({ status: 'healthy' });
    expect(wrongIn(await look('gone'))[0]).to.match(/^rds:DescribeDBInstances: DBInstanceNotFoundFault/);
    await call('rds:StopDBInstance', { DBInstanceIdentifier: 'orders' });
    expect(await look('orders')).to.deep.include({ status: 'failed' });
  });

  it('RDS with Aurora want the cluster and all its members', async () => {
    const master = { MasterUsername: 'panka', ManageMasterUserPassword: true };
    await call('rds:CreateDBCluster', { DBClusterIdentifier: 'shop', Engine: 'aurora-postgresql', ...master });
    const member = (n: number) =>
      call('rds:CreateDBInstance', {
        DBInstanceIdentifier: `shop-${n}`,
        DBClusterIdentifier: 'shop',
        DBInstanceClass: 'db.r7g.large',
        Engine: 'aurora-postgresql',
      });
    await member(0);
    const spec = {
      engine: { type: 'aurora-postgresql', version: '16.4' },
      instance: { class: 'db.r7g.large', replicas: 1 },
      database: { name: 'app' },
    };
    const look = (identifier: string) => verify(rds, spec, { outputs: { identifier } });
    expect(wrongIn(await look('shop'))).to.deep.equal(['1 members']);
    await member(1);
    expect(await look('shop')).to.deep.include({ status: 'healthy' });
    expect(wrongIn(await look('gone'))[0]).to.match(/^rds:DescribeDBClusters: DBClusterNotFoundFault/);
  });

  it('DocumentDB say that a cluster is missing; moto makes none', async () => {
    const spec = { instance: { class: 'db.t4g.medium', count: 1 } };
    const seen = await verify(documentdb, spec, { outputs: { identifier: 'gone' } });
    expect(seen.status).to.equal('pending');
    expect(wrongIn(seen)[0]).to.match(/^docdb:DescribeDBClusters: DBClusterNotFoundFault/);
  });

  it('Memcached want every node; moto gives none', async () => {
    const node = { CacheNodeType: 'cache.t4g.small', Engine: 'memcached', NumCacheNodes: 2 };
    await call('elasticache:CreateCacheCluster', { CacheClusterId: 'sessions', ...node });
    const look = (identifier: string) =>
      verify(memcached, { cluster: { nodeType: 'cache.t4g.small', numNodes: 2 } }, { outputs: { identifier } });
    expect(wrongIn(await look('sessions'))).to.deep.equal(['it has 0']);
    expect(wrongIn(await look('gone'))[0]).to.match(/^elasticache:DescribeCacheClusters: CacheClusterNotFoundFault/);
  });

  it('Redis want the replication group with every node', async () => {
    await call('elasticache:CreateReplicationGroup', {
      ReplicationGroupId: 'cache',
      ReplicationGroupDescription: 'of a test',
      Engine: 'redis',
      CacheNodeType: 'cache.t4g.small',
      NumNodeGroups: 1,
      ReplicasPerNodeGroup: 1,
    });
    const look = (identifier: string, numNodes: number) =>
      verify(redis, { cluster: { nodeType: 'cache.t4g.small', numNodes } }, { outputs: { identifier } });
    expect(await look('cache', 2)).to.deep.include({ status: 'healthy' });
    expect(wrongIn(await look('cache', 3))).to.deep.equal(['it has 2']);
    expect(wrongIn(await look('gone', 2))[0]).to.match(
      /^elasticache:DescribeReplicationGroups: ReplicationGroupNotFoundFault/,
    );
  });

  it('MemoryDB want every shard; moto has no access lists', async () => {
    const size = { NodeType: 'db.t4g.small', NumShards: 2, NumReplicasPerShard: 1 };
    await call('memorydb:CreateCluster', { ClusterName: 'ledger', ACLName: 'open-access', ...size });
    const look = async (clusterName: string, shards: number) => {
      const spec = { cluster: { nodeType: 'db.t4g.small', shards, replicasPerShard: 1 } };
      return (await verify(memorydb, spec, { outputs: { clusterName, aclName: 'open-access' } })).checks[0];
    };
    expect(await look('ledger', 2)).to.include({ ok: true });
    expect((await look('ledger', 3))?.detail).to.equal('it has 2');
    expect((await look('gone', 2))?.detail).to.match(/^memorydb:DescribeClusters: ClusterNotFoundFault/);
  });
});
