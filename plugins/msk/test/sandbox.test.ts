import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { TinyCloud } from '../../common/test/cloud.js';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const CLUSTER = 'aws:msk/cluster:Cluster';
const TOPIC = 'aws:msk/topic:Topic';
const CONFIGURATION = 'aws:msk/configuration:Configuration';

const BROKERS: JsonObject = {
  clusterName: 'c',
  kafkaVersion: '3.9.x',
  numberOfBrokerNodes: 2,
  brokerNodeGroupInfo: { clientSubnets: ['a', 'b'], storageInfo: { ebsStorageInfo: { volumeSize: 100 } } },
  clientAuthentication: { sasl: { iam: true } },
};

async function deployed(more: JsonObject = {}) {
  const cloud = await TinyCloud.of(kind);
  const cluster = cloud.create(CLUSTER, { ...BROKERS, ...more });
  return { cloud, cluster, outputs: { clusterArn: cluster.id } };
}

describe('MSK verification', () => {
  it('waits for an active cluster with addresses and topics', async () => {
    const { cloud, cluster, outputs } = await deployed();
    const component = componentOf(kind, { topics: [{ name: 'orders', partitions: 1 }] });
    const creating = cloud.edit(cluster, { state: 'CREATING' });
    const first = await cloud.verify(kind, component, outputs);
    expect([first.status, first.checks[0]?.detail]).to.deep.equal(['pending', 'the cluster is CREATING']);
    cloud.edit(creating, { state: 'ACTIVE' });
    const second = await cloud.verify(kind, component, outputs);
    expect(second.checks.map(({ ok }) => ok)).to.deep.equal([true, true, false]);
    cloud.create(TOPIC, { clusterArn: cluster.id, name: 'orders', partitionCount: 1, replicationFactor: 2 });
    expect((await cloud.verify(kind, component, outputs)).status).to.equal('healthy');
  });

  it('fails where waiting does not help, and misses addresses', async () => {
    const { cloud, cluster, outputs } = await deployed();
    const both = await cloud.verify(kind, componentOf(kind, { auth: { scram: true } }), outputs);
    expect(both.checks[1]?.detail).to.equal('no addresses for scram');
    cloud.edit(cluster, { state: 'FAILED' });
    expect((await cloud.verify(kind, componentOf(kind, {}), outputs)).status).to.equal('failed');
  });
});

describe('MSK in the sandbox', () => {
  it('replaces what AWS replaces, all of it data', async () => {
    const { default: models } = await kind.sandbox();
    const replaces = (type: string) => models.models.find((model) => model.type === type)?.replaces;
    expect(replaces(CLUSTER)).to.include.members([
      'clusterName',
      'brokerNodeGroupInfo.clientSubnets',
      'encryptionInfo.encryptionAtRestKmsKeyArn',
    ]);
    expect(replaces('aws:msk/serverlessCluster:ServerlessCluster')).to.deep.equal(['*']);
    expect(replaces(TOPIC)).to.include('replicationFactor');
    expect(kind.stateful).to.equal(true);
    expect(kind.dataTypes).to.include.members([CLUSTER, TOPIC]);
  });

  it('refuses brokers that do not fit the zones, and what can only grow to shrink', async () => {
    const { cloud, cluster } = await deployed();
    expect(() => cloud.create(CLUSTER, { ...BROKERS, clusterName: 'd', numberOfBrokerNodes: 3 })).to.throw(
      /must be a multiple/,
    );
    expect(() => cloud.update(cluster, { kafkaVersion: '3.6.x' })).to.throw(/cannot go down/);
    const removed = { ...BROKERS, clusterName: 'e', numberOfBrokerNodes: 4 };
    const large = { ...(BROKERS.brokerNodeGroupInfo as JsonObject), instanceType: 'kafka.m7g.large' };
    const kept = cloud.create(CLUSTER, { ...removed, brokerNodeGroupInfo: large });
    expect(() => cloud.update(kept, { numberOfBrokerNodes: 2 })).not.to.throw();
    const small = { ...large, instanceType: 'kafka.t3.small' };
    const fixed = cloud.create(CLUSTER, { ...removed, clusterName: 'f', brokerNodeGroupInfo: small });
    expect(() => cloud.update(fixed, { numberOfBrokerNodes: 2 })).to.throw(/cannot be removed/);
    const smaller = { clientSubnets: ['a', 'b'], storageInfo: { ebsStorageInfo: { volumeSize: 50 } } };
    expect(() => cloud.update(cluster, { brokerNodeGroupInfo: smaller })).to.throw(/volume cannot be decreased/);
    expect(() => cloud.update(cluster, { kafkaVersion: '4.0.x' })).not.to.throw();
  });

  it('refuses more copies of a topic than brokers, and fewer partitions', async () => {
    const { cloud, cluster } = await deployed();
    const topic = { clusterArn: cluster.id, name: 't', partitionCount: 6 };
    expect(() => cloud.create(TOPIC, { ...topic, replicationFactor: 3 })).to.throw(/larger than available brokers: 2/);
    const made = cloud.create(TOPIC, { ...topic, replicationFactor: 2 });
    expect(() => cloud.update(made, { partitionCount: 3 })).to.throw(/partitions cannot be decreased/);
  });

  it('counts revisions of a configuration, and keeps one that is in use', async () => {
    const { cloud } = await deployed();
    const made = cloud.create(CONFIGURATION, { name: 'k', serverProperties: 'a=1\n' });
    expect(made.outputs.latestRevision).to.equal(1);
    const changed = cloud.update(made, { serverProperties: 'a=2\n' });
    expect(changed.outputs.latestRevision).to.equal(2);
    cloud.create(CLUSTER, { ...BROKERS, clusterName: 'e', configurationInfo: { arn: made.id, revision: 2 } });
    expect(() => cloud.delete(changed)).to.throw(/in use by one or more clusters/);
  });

  it('takes only secrets that are named for MSK', async () => {
    const { cloud, cluster } = await deployed();
    const associate = (arn: string) => () =>
      cloud.create('aws:msk/scramSecretAssociation:ScramSecretAssociation', {
        clusterArn: cluster.id,
        secretArnLists: [arn],
      });
    expect(associate('arn:aws:secretsmanager:us-east-1:000000000000:secret:mine-AbCdEf')).to.throw(/AmazonMSK_/);
    expect(associate('arn:aws:secretsmanager:us-east-1:000000000000:secret:AmazonMSK_mine-AbCdEf')).not.to.throw();
  });
});
