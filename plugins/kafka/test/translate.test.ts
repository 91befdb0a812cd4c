import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { componentOf } from '../../common/test/component.js';
import { type Given, resolve, type Translated, translate } from '../../common/test/translation.js';
import kind from '../src/index.js';

const INSTANCE = 'aws:ec2/instance:Instance';
const VOLUME = 'aws:ebs/volume:Volume';
const SECRET = 'aws:secretsmanager/secret:Secret';
const ASSOCIATION = 'aws:ssm/association:Association';

const distribution = { url: 's3://artifacts/kafka.tgz', sha512: '0a'.repeat(64) };
const GIVEN: Given = {
  keyArn: 'arn:key',
  computed: { [INSTANCE]: { privateIp: '10.0.0.1' }, 'aws:ssm/document:Document': { latestVersion: '3' } },
  lookups: {
    'aws:ssm/getParameter:getParameter': { value: 'ami-newest' },
    'aws:secretsmanager/getRandomPassword:getRandomPassword': { randomPassword: 'hunter2' },
  },
};
const made = (spec: JsonObject = {}) => translate(kind, componentOf(kind, { distribution, ...spec }), GIVEN);
const variables = async ({ translation }: Translated) =>
  resolve(pulumi.output(translation.provides?.variables?.('connect')));

describe('Kafka translation', () => {
  it('spreads brokers over the subnets, each with a disk of its own in the same zone', async () => {
    const { of, outputs } = await made();
    expect(of(INSTANCE).map(({ inputs }) => inputs.subnetId)).to.deep.equal(['subnet-a', 'subnet-b', 'subnet-a']);
    expect(of(VOLUME).map(({ inputs }) => inputs.availabilityZone)).to.deep.equal([
      'us-east-1a',
      'us-east-1b',
      'us-east-1a',
    ]);
    expect(of(VOLUME)[0]?.inputs).to.include({
      encrypted: true,
      kmsKeyId: 'arn:key',
      type: 'gp3',
      size: 500,
      throughput: 250,
    });
    expect(of('aws:ec2/volumeAttachment:VolumeAttachment')).to.have.length(3);
    expect(outputs.bootstrapServers).to.equal(
      [0, 1, 2].map((node) => `b${node}.thing.api.dev.shop.internal:9094`).join(','),
    );
  });

  it('makes instances that only tell signed requests, without address to the internet', async () => {
    const [broker] = (await made()).of(INSTANCE);
    expect(broker?.inputs).to.deep.include({
      ami: 'ami-newest',
      associatePublicIpAddress: false,
      metadataOptions: {
        httpEndpoint: 'enabled',
        httpTokens: 'required',
        httpPutResponseHopLimit: 1,
        instanceMetadataTags: 'enabled',
      },
    });
    expect(broker?.inputs.rootBlockDevice).to.include({ encrypted: true, kmsKeyId: 'arn:key' });
    expect(broker?.inputs.tags).to.include({ 'panka:kafka-node': '0' });
  });

  it('runs its script on one broker after the other, and again when it changes', async () => {
    const [brokers, topics] = (await made({ topics: [{ name: 'orders', partitions: 1 }] })).of(ASSOCIATION);
    expect(brokers?.inputs).to.deep.include({ maxConcurrency: '1', maxErrors: '0', documentVersion: '3' });
    expect(brokers?.inputs.targets).to.have.nested.property('[0].key', 'tag:panka:kafka-cluster');
    expect(topics?.inputs.targets).to.deep.equal([{ key: 'InstanceIds', values: ['api/thing/broker-0-id'] }]);
  });

  it('lets brokers read their secrets, write those of their CA, and fetch one tarball', async () => {
    const { of } = await made();
    const statements = JSON.parse(String(of('aws:iam/rolePolicy:RolePolicy')[0]?.inputs.policy)) as readonly {
      Action: string[];
      Resource: string | string[];
    }[];
    const on = (action: string) => statements.find(({ Action }) => Action.includes(action))?.Resource;
    expect(on('secretsmanager:GetSecretValue')).to.have.length(3);
    expect(on('secretsmanager:PutSecretValue')).to.have.length(2);
    expect(on('s3:GetObject')).to.equal('arn:aws:s3:::artifacts/kafka.tgz');
  });

  it('hands credentials and the CA out as secrets, never their values', async () => {
    const cluster = await made();
    expect(cluster.of(SECRET).map(({ name }) => name)).to.deep.equal([
      'api/thing/ca',
      'api/thing/ca-certificate',
      'api/thing/credentials',
    ]);
    expect(await variables(cluster)).to.deep.equal({
      BOOTSTRAP_SERVERS: cluster.outputs.bootstrapServers,
      SECURITY_PROTOCOL: 'SASL_SSL',
      SASL_MECHANISM: 'SCRAM-SHA-512',
    });
    const { secrets, network } = cluster.translation.provides ?? {};
    expect(Object.keys(secrets ?? {})).to.deep.equal(['USERNAME', 'PASSWORD', 'CA_CERTIFICATE']);
    expect(network?.ports).to.deep.equal([{ port: 9094, protocol: 'tcp' }]);
  });

  it('signs brokers with the CA that is given, which they then only read', async () => {
    const cluster = await made({ auth: 'mtls', tls: { caSecret: { ref: 'shop/ca' } } });
    expect(cluster.of(SECRET).map(({ name }) => name)).to.deep.equal(['api/thing/ca-certificate']);
    expect(await variables(cluster)).to.deep.include({ SECURITY_PROTOCOL: 'SSL' });
    expect(cluster.outputs).not.to.have.property('secretArn');
  });

  it('watches every broker, and copies that lag behind', async () => {
    expect((await made({ brokers: 1 })).alarms).to.deep.equal(['under-replicated', 'status-0', 'disk-0']);
  });

  it('makes of a cluster elsewhere nothing but the secret that nobody named', async () => {
    const cluster = { bootstrapServers: 'k1:9093,k2:9093', securityGroupId: 'sg-1' };
    const bare = await translate(kind, componentOf(kind, { mode: 'external', cluster }), GIVEN);
    expect(bare.resources.map(({ name }) => name)).to.deep.equal(['api/thing/credentials']);
    expect(bare.translation.provides?.network).to.deep.equal({
      securityGroupId: 'sg-1',
      ports: [{ port: 9093, protocol: 'tcp' }],
    });
    const named = { ...cluster, secret: { ref: 'shop/kafka' } };
    const other = await translate(kind, componentOf(kind, { mode: 'external', cluster: named }), GIVEN);
    expect(other.resources).to.deep.equal([]);
    expect(other.outputs.secretArn).to.match(/:secret:shop\/kafka$/);
  });
});
