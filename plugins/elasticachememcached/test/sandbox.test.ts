import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { TinyCloud } from '../../common/test/cloud.js';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const CLUSTER = 'aws:elasticache/cluster:Cluster';
const cluster = (more: JsonObject = {}): JsonObject => ({
  clusterId: 'c',
  engine: 'memcached',
  engineVersion: '1.6.22',
  nodeType: 'cache.t4g.small',
  numCacheNodes: 2,
  azMode: 'cross-az',
  port: 11_211,
  ...more,
});

describe('ElastiCacheMemcached in the sandbox', () => {
  it('gives a cache an endpoint and its nodes in several zones', async () => {
    const cloud = await TinyCloud.of(kind);
    const { outputs } = cloud.create(CLUSTER, cluster());
    expect(outputs.configurationEndpoint).to.match(/^c\.[0-9a-f]{6}\.cfg\.usea\.cache\.amazonaws\.com:11211$/);
    const nodes = outputs.cacheNodes as JsonObject[];
    expect(nodes.map((node) => node.availabilityZone)).to.deep.equal(['us-east-1a', 'us-east-1b']);
    expect(nodes[1]?.address).to.match(/\.0002\.usea\.cache/);
  });

  it('refuses what ElastiCache refuses', async () => {
    const cloud = await TinyCloud.of(kind);
    const refused = (more: JsonObject) => () => cloud.create(CLUSTER, cluster(more));
    expect(refused({ engineVersion: '1.5.16' })).to.throw('Cannot find version 1.5.16');
    expect(refused({ nodeType: 'db.t4g.small' })).to.throw('CacheNodeType');
    expect(refused({ numCacheNodes: 1 })).to.throw('more than one node');
    expect(refused({ transitEncryptionEnabled: true, nodeType: 'cache.t2.micro' })).to.throw('Encryption in transit');
  });

  it('replaces a cache for another node type, port or TLS', async () => {
    const { models } = (await kind.sandbox()).default;
    const replaces = models.find(({ type }) => type === CLUSTER)?.replaces;
    expect(replaces).to.include.members(['nodeType', 'port', 'transitEncryptionEnabled', 'subnetGroupName']);
    expect(replaces).not.to.include.members(['numCacheNodes', 'engineVersion', 'parameterGroupName']);
  });

  it('keeps the groups that a cache is in', async () => {
    const cloud = await TinyCloud.of(kind);
    const subnets = cloud.create('aws:elasticache/subnetGroup:SubnetGroup', { name: 'n', subnetIds: [] });
    const made = cloud.create(CLUSTER, cluster({ subnetGroupName: 'n' }));
    expect(cloud.refusalToDelete(subnets)).to.match(/CacheSubnetGroupInUse/);
    cloud.delete(made);
    expect(cloud.refusalToDelete(subnets)).to.equal(undefined);
  });
});

describe('ElastiCacheMemcached verification', () => {
  it('waits for a cache with every node, and gives up on one that will not come', async () => {
    const cloud = await TinyCloud.of(kind);
    const component = componentOf(kind, { cluster: { nodeType: 'cache.t4g.small', numNodes: 2 } });
    const verify = () => cloud.verify(kind, component, { identifier: 'c' });
    expect((await verify()).status).to.equal('pending');
    const made = cloud.create(CLUSTER, cluster({ numCacheNodes: 1, azMode: 'single-az' }));
    expect((await verify()).checks[0]?.detail).to.equal('it has 1');
    const both = cloud.edit(made, { cacheNodes: [{ id: '0001' }, { id: '0002', status: 'creating' }] });
    expect((await verify()).checks[0]?.detail).to.equal('node 0002 is creating');
    const ready = cloud.edit(both, { cacheNodes: [{ id: '0001' }, { id: '0002' }] });
    expect((await verify()).status).to.equal('healthy');
    const window = { ...component.spec, maintenance: { applyImmediately: false } };
    const later = () => cloud.verify(kind, { ...component, spec: window }, { identifier: 'c' });
    const one = cloud.edit(ready, { cacheNodes: [{ id: '0001' }] });
    expect((await later()).status).to.equal('pending');
    const waiting = cloud.edit(one, { pendingModifiedValues: { NumCacheNodes: 2 } });
    expect((await later()).status).to.equal('healthy');
    expect((await verify()).status).to.equal('pending');
    cloud.edit(waiting, { status: 'incompatible-network' });
    expect((await verify()).status).to.equal('failed');
  });
});
