import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { componentOf } from '../../common/test/component.js';
import { reference, stranger } from '../../common/test/consumption.js';
import { type Given, granted, resolve, translate } from '../../common/test/translation.js';
import kind from '../src/index.js';

const CLUSTER = 'aws:msk/cluster:Cluster';
const CONFIGURATION = 'aws:msk/configuration:Configuration';
const TOPIC = 'aws:msk/topic:Topic';
const VERSION = 'aws:secretsmanager/secretVersion:SecretVersion';
const ARN = 'arn:aws:kafka:us-east-1:000000000000:cluster/c/uuid-1';

const GIVEN: Given = {
  keyArn: 'arn:key',
  computed: {
    [CLUSTER]: {
      arn: ARN,
      bootstrapBrokersSaslIam: 'b-1:9098',
      bootstrapBrokersSaslScram: 'b-1:9096',
      bootstrapBrokersTls: 'b-1:9094',
    },
    'aws:msk/serverlessCluster:ServerlessCluster': { arn: ARN, bootstrapBrokersSaslIam: 'boot:9098' },
    [CONFIGURATION]: { latestRevision: 7 },
    'aws:secretsmanager/secret:Secret': { arn: 'arn:secret' },
  },
  lookups: { 'aws:secretsmanager/getRandomPassword:getRandomPassword': { randomPassword: 'hunter2' } },
};
const made = (spec: JsonObject, given: Given = {}) => translate(kind, componentOf(kind, spec), { ...GIVEN, ...given });

describe('MSK translation', () => {
  it('puts a broker into each subnet, with TLS, the key of the stack and safe settings', async () => {
    const { of, outputs } = await made({ config: { 'num.partitions': 6, 'min.insync.replicas': 2 } });
    expect(of(CLUSTER)[0]?.inputs).to.deep.include({
      numberOfBrokerNodes: 2,
      kafkaVersion: '3.9.x',
      configurationInfo: { arn: 'api/thing/configuration.arn', revision: 7 },
      encryptionInfo: {
        encryptionAtRestKmsKeyArn: 'arn:key',
        encryptionInTransit: { clientBroker: 'TLS', inCluster: true },
      },
      clientAuthentication: { sasl: { iam: true, scram: false }, unauthenticated: false },
    });
    expect(of(CONFIGURATION)[0]?.inputs.serverProperties).to.equal(
      'auto.create.topics.enable=false\ndefault.replication.factor=2\nmin.insync.replicas=2\nnum.partitions=6\nunclean.leader.election.enable=false\n',
    );
    expect(outputs).to.deep.include({ bootstrapBrokers: 'b-1:9098', bootstrapBrokersIam: 'b-1:9098' });
    expect(outputs).not.to.have.any.keys('bootstrapBrokersScram', 'bootstrapBrokersTls', 'scramSecretArn');
  });

  it('makes topics with as many copies as there are brokers, three at most', async () => {
    const topics = [{ name: 'orders', partitions: 12, config: { 'retention.ms': 1000 } }];
    expect((await made({ topics })).of(TOPIC)[0]?.inputs).to.deep.equal({
      clusterArn: ARN,
      name: 'orders',
      partitionCount: 12,
      replicationFactor: 2,
      configs: '{"retention.ms":"1000"}',
    });
    const large = await made({ topics, broker: { count: 6 } });
    expect(large.of(TOPIC)[0]?.inputs.replicationFactor).to.equal(3);
  });

  it('lets disks grow, and leaves them as they are then', async () => {
    const { of } = await made({ broker: { maxVolumeGiB: 500 } });
    expect(of('aws:appautoscaling/target:Target')[0]?.inputs).to.deep.include({
      serviceNamespace: 'kafka',
      scalableDimension: 'kafka:broker-storage:VolumeSize',
      minCapacity: 1,
      maxCapacity: 500,
    });
  });

  it('makes a user whose password no state holds in clear, in a secret that MSK takes', async () => {
    const { of, outputs, translation } = await made({ auth: { iam: false, scram: true } });
    const [secret] = of('aws:secretsmanager/secret:Secret');
    expect(secret?.inputs).to.include({ kmsKeyId: 'arn:key' });
    expect(secret?.inputs.namePrefix).to.match(/^AmazonMSK_/);
    expect(of(VERSION)[0]?.inputs.secretStringWoVersion).to.equal(1);
    expect(of(VERSION)[0]?.inputs).not.to.have.property('secretString');
    expect(of('aws:msk/scramSecretAssociation:ScramSecretAssociation')[0]?.inputs).to.deep.include({
      clusterArn: ARN,
      secretArnLists: ['arn:secret'],
    });
    expect(outputs).to.deep.include({ bootstrapBrokers: 'b-1:9096', scramSecretArn: 'arn:secret' });
    const variables = await resolve(pulumi.output(translation.provides?.variables?.('read')));
    expect(variables).to.deep.equal({
      BOOTSTRAP_SERVERS: 'b-1:9096',
      SECURITY_PROTOCOL: 'SASL_SSL',
      SASL_MECHANISM: 'SCRAM-SHA-512',
    });
    expect(translation.provides?.secrets?.PASSWORD).to.include({ key: 'password', kmsKeyArn: 'arn:key' });
    expect(translation.provides?.network?.ports).to.deep.equal([{ port: 9096, protocol: 'tcp' }]);
  });

  it('hands no password out where clients have IAM', async () => {
    const { translation } = await made({ auth: { scram: true } });
    expect(translation.provides?.secrets).to.equal(undefined);
    expect(translation.provides?.network?.ports.map(({ port }) => port)).to.deep.equal([9098, 9096]);
  });

  it('grants by level what is in the cluster, and by prefix less of it', async () => {
    const cluster = await made({});
    expect(await granted(cluster, 'connect')).to.deep.equal([]);
    const [connect, topics, groups] = await granted(cluster, 'read');
    expect(connect).to.deep.equal({
      Effect: 'Allow',
      Action: ['kafka-cluster:Connect', 'kafka-cluster:DescribeClusterDynamicConfiguration'],
      Resource: ARN,
    });
    expect(topics?.Resource).to.equal('arn:aws:kafka:us-east-1:000000000000:topic/c/uuid-1/*');
    expect(groups?.Resource).to.equal('arn:aws:kafka:us-east-1:000000000000:group/c/uuid-1/*');
    const [, written, none] = await granted(cluster, 'write', 'orders-');
    expect(written).to.deep.equal({
      Effect: 'Allow',
      Action: ['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData'],
      Resource: 'arn:aws:kafka:us-east-1:000000000000:topic/c/uuid-1/orders-*',
    });
    expect(none).to.equal(undefined);
    const [, admin] = await granted(cluster, 'admin');
    expect(admin?.Action).to.include.members(['kafka-cluster:ReadData', 'kafka-cluster:CreateTopic']);
  });

  it('watches the cluster and every broker', async () => {
    expect((await made({})).alarms).to.deep.equal([
      'offline-partitions',
      'active-controller',
      'disk-1',
      'cpu-1',
      'under-replicated-1',
      'disk-2',
      'cpu-2',
      'under-replicated-2',
    ]);
    expect((await made({ mode: 'serverless' })).alarms).to.deep.equal([]);
  });

  it('has a serverless cluster for IAM alone', async () => {
    const { resources, outputs } = await made({ mode: 'serverless' });
    expect(resources.map(({ type }) => type)).to.deep.equal([
      'aws:ec2/securityGroup:SecurityGroup',
      'aws:msk/serverlessCluster:ServerlessCluster',
    ]);
    expect(outputs).to.deep.include({ bootstrapBrokers: 'boot:9098' });
  });

  it('lets the pollers of a function in, which come from its own group', async () => {
    const lambda = stranger('api/fn', 'Lambda');
    const trigger = reference('api/thing', 'MSK', { path: '/triggers/0/source/component', reason: 'trigger' });
    const polled = await made(
      {},
      { incoming: [{ from: 'api/fn', reference: trigger }], components: { 'api/fn': lambda } },
    );
    expect(
      polled.of('aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule').map(({ name }) => name),
    ).to.deep.equal(['api/thing/pollers/9098']);
    expect((await made({})).of('aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule')).to.deep.equal([]);
  });
});
