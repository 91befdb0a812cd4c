import { expect } from 'chai';
import { isSecret, type PropertyMap, secret } from '../../../src/core/engine/property-value.js';
import type { SandboxModels } from '../../../src/sdk/sandbox.js';
import { failureOf, removeFolders, Sandbox } from './sandbox-fixture.js';

const ask = (cloud: Sandbox, name: string, args: PropertyMap = {}) =>
  cloud.provider.invoke({ token: `aws:${name}:${name.split('/')[1]}`, args });

describe('look-ups in the sandbox', () => {
  after(removeFolders);

  it('tell account, region, partition and zones', async () => {
    const cloud = new Sandbox({ region: 'eu-central-1', account: '111122223333' });
    expect(await ask(cloud, 'index/getCallerIdentity')).to.include({ accountId: '111122223333' });
    expect(await ask(cloud, 'index/getRegion')).to.include({ region: 'eu-central-1', id: 'eu-central-1' });
    expect(await ask(cloud, 'index/getPartition')).to.include({ partition: 'aws', reverseDnsPrefix: 'com.amazonaws' });
    const zones = await ask(cloud, 'index/getAvailabilityZones', { region: 'ap-southeast-2' });
    expect(zones.names).to.deep.equal(['ap-southeast-2a', 'ap-southeast-2b', 'ap-southeast-2c']);
    expect(zones.zoneIds).to.deep.equal(['apse2-az1', 'apse2-az2', 'apse2-az3']);
  });

  it('render policy documents as the provider does', async () => {
    const answer = await ask(new Sandbox(), 'iam/getPolicyDocument', {
      statements: [
        {
          sid: 'Trust',
          actions: ['sts:AssumeRole'],
          principals: [{ type: 'Service', identifiers: ['ecs-tasks.amazonaws.com'] }],
          conditions: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: ['1'] }],
        },
        {
          effect: 'Deny',
          actions: ['s3:Get*', 's3:Put*'],
          resources: ['*'],
          principals: [{ type: '*', identifiers: ['*'] }],
        },
      ],
    });
    expect(JSON.parse(String(answer.json))).to.deep.equal({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Trust',
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: 'ecs-tasks.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': '1' } },
        },
        { Effect: 'Deny', Action: ['s3:Put*', 's3:Get*'], Resource: '*', Principal: '*' },
      ],
    });
    expect(answer.minifiedJson).to.equal(JSON.stringify(JSON.parse(String(answer.json))));
  });

  it('merge policy documents, a statement overriding the one with its Sid', async () => {
    const document = (...statements: object[]) => JSON.stringify({ Statement: statements });
    const answer = await ask(new Sandbox(), 'iam/getPolicyDocument', {
      sourcePolicyDocuments: [document({ Sid: 'A', Effect: 'Allow' }, { Sid: 'B', Effect: 'Allow' })],
      overridePolicyDocuments: [document({ Sid: 'B', Effect: 'Deny' })],
    });
    expect((JSON.parse(String(answer.json)) as { Statement: object[] }).Statement).to.deep.equal([
      { Sid: 'A', Effect: 'Allow' },
      { Sid: 'B', Effect: 'Deny' },
    ]);
  });

  it('find networks by id, tags and filters', async () => {
    const cloud = new Sandbox();
    const vpc = await cloud.create('aws:ec2/vpc:Vpc', 'main', { cidrBlock: '10.0.0.0/16', tags: { team: 'net' } });
    await cloud.create('aws:ec2/vpc:Vpc', 'other', { cidrBlock: '10.1.0.0/16' });
    const subnet = (zone: string, n: number, tier: string) =>
      cloud.create('aws:ec2/subnet:Subnet', `s${n}`, {
        vpcId: vpc.id,
        cidrBlock: `10.0.${n}.0/24`,
        availabilityZone: zone,
        tags: { 'panka:tier': tier },
      });
    const [a, b, c] = [
      await subnet('us-east-1a', 1, 'private'),
      await subnet('us-east-1b', 2, 'private'),
      await subnet('us-east-1a', 3, 'public'),
    ];
    expect(await ask(cloud, 'ec2/getVpc', { tags: { team: 'net' } })).to.include({
      id: vpc.id,
      cidrBlock: '10.0.0.0/16',
    });
    const filters = [{ name: 'vpc-id', values: [vpc.id] }];
    const ids = async (more: PropertyMap[]) =>
      (await ask(cloud, 'ec2/getSubnets', { filters: [...filters, ...more] })).ids;
    expect(await ids([])).to.deep.equal([a.id, b.id, c.id].sort());
    expect(await ids([{ name: 'tag:panka:tier', values: ['priv*'] }])).to.deep.equal([a.id, b.id].sort());
    expect(await ids([{ name: 'availability-zone', values: ['us-east-1b'] }])).to.deep.equal([b.id]);
    expect(await ask(cloud, 'ec2/getSubnet', { id: b.id })).to.include({
      availabilityZone: 'us-east-1b',
      vpcId: vpc.id,
    });
    expect((await failureOf(ask(cloud, 'ec2/getVpc', {}))).code).to.equal('TooManyResults');
    expect((await failureOf(ask(cloud, 'ec2/getVpc', { id: 'vpc-0' }))).code).to.equal('NotFound');
    expect((await failureOf(ids([{ name: 'no-such', values: [] }]))).message).to.contain("filter 'no-such' is invalid");
  });

  it('read parameters, those of AWS included, and keep a secret one secret', async () => {
    const cloud = new Sandbox();
    await cloud.create('aws:ssm/parameter:Parameter', 'p', {
      name: '/shop/token',
      type: 'SecureString',
      value: secret('canary-token'),
    });
    const own = await ask(cloud, 'ssm/getParameter', { name: '/shop/token' });
    expect(own.value).to.deep.equal(secret('canary-token'));
    expect(isSecret(own.arn)).to.equal(false);
    const name = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64';
    const image = await ask(cloud, 'ssm/getParameter', { name });
    expect(image.value).to.match(/^ami-[0-9a-f]{17}$/);
    expect(await ask(cloud, 'ssm/getParameter', { name })).to.deep.equal(image);
    expect((await failureOf(ask(cloud, 'ssm/getParameter', { name: '/none' }))).code).to.equal('ParameterNotFound');
  });

  it('come from plugins too, and say which there are when one is unknown', async () => {
    const plugin: SandboxModels = { models: [], invokes: { 'aws:rds/getX:getX': ({ id }) => ({ got: id ?? null }) } };
    const cloud = new Sandbox({ models: [plugin] });
    expect(await ask(cloud, 'rds/getX', { id: 'a' })).to.deep.equal({ got: 'a' });
    const error = await failureOf(ask(cloud, 'rds/getNothing'));
    expect(error.code).to.equal('SandboxUnknownLookup');
    expect(error.message).to.contain('rds/getNothing').and.contain('rds/getX').and.contain('ec2/getVpc');
  });
});
