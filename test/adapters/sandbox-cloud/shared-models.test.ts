import { expect } from 'chai';
import { SandboxAwsApi } from '../../../src/adapters/sandbox-cloud/sandbox-aws-api.js';
import { typeMetadata } from '../../../src/adapters/sandbox-cloud/type-metadata.js';
import type { PropertyMap } from '../../../src/core/engine/property-value.js';
import { failureOf, removeFolders, Sandbox, urnOf } from './sandbox-fixture.js';

const VPC = 'aws:ec2/vpc:Vpc';
const SUBNET = 'aws:ec2/subnet:Subnet';
const GROUP = 'aws:ec2/securityGroup:SecurityGroup';
const INGRESS = 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule';
const ROLE = 'aws:iam/role:Role';
const ZONE = 'us-east-1a';
const TRUST = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow' }] });

describe('shared AWS pieces in the sandbox', () => {
  after(removeFolders);
  let cloud: Sandbox;
  beforeEach(() => {
    cloud = new Sandbox();
  });

  afterEach(() => {
    for (const { type, outputs } of cloud.store.all()) {
      const known = typeMetadata(type)!.outputs;
      expect(
        Object.keys(outputs).filter((name) => !known.has(name)),
        `outputs of ${type}`,
      ).to.deep.equal([]);
    }
  });

  const make = (type: string, name: string, inputs: PropertyMap) => cloud.create(type, name, inputs);
  const refusal = async (type: string, name: string, inputs: PropertyMap) =>
    (await failureOf(make(type, name, inputs))).message;
  const kept = async (type: string, id: string) => (await failureOf(cloud.delete(type, 'x', id))).code;

  it('have ids and ARNs in the form of their service', async () => {
    const arn = async (type: string, inputs: PropertyMap) => (await make(type, 'x', inputs)).outputs.arn;
    expect(await arn(VPC, { cidrBlock: '10.0.0.0/16' })).to.match(
      /^arn:aws:ec2:us-east-1:0{12}:vpc\/vpc-[0-9a-f]{17}$/,
    );
    expect(await arn(ROLE, { name: 'r', assumeRolePolicy: TRUST })).to.equal('arn:aws:iam::000000000000:role/r');
    expect(await arn(ROLE, { name: 's', path: '/p/', assumeRolePolicy: TRUST })).to.equal(
      'arn:aws:iam::000000000000:role/p/s',
    );
    expect(await arn('aws:kms/key:Key', {})).to.match(/:key\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(await arn('aws:cloudwatch/logGroup:LogGroup', { name: '/panka/x' })).to.equal(
      'arn:aws:logs:us-east-1:000000000000:log-group:/panka/x',
    );
    expect(await arn('aws:sns/topic:Topic', { name: 't' })).to.equal('arn:aws:sns:us-east-1:000000000000:t');
    expect(await arn('aws:ecs/cluster:Cluster', { name: 'c' })).to.equal(
      'arn:aws:ecs:us-east-1:000000000000:cluster/c',
    );
    expect(await arn('aws:s3/bucket:Bucket', { bucket: 'my-bucket' })).to.equal('arn:aws:s3:::my-bucket');
    expect(await arn('aws:secretsmanager/secret:Secret', { name: 'db/main' })).to.match(
      /:secret:db\/main-[0-9a-f]{6}$/,
    );
    expect(await arn('aws:route53/zone:Zone', { name: 'example.com' })).to.match(/^arn:aws:route53:::hostedzone\/Z/);
    expect(await arn('aws:acm/certificate:Certificate', { domainName: 'a.com', region: 'us-west-2' })).to.match(
      /^arn:aws:acm:us-west-2:0{12}:certificate\/[0-9a-f-]{36}$/,
    );
  });

  describe('networks', () => {
    let vpcId: string;
    let subnetId: string;
    const subnet = (cidrBlock: string): PropertyMap => ({ vpcId, cidrBlock, availabilityZone: ZONE });
    beforeEach(async () => {
      vpcId = (await make(VPC, 'vpc', { cidrBlock: '10.0.0.0/16' })).id;
      subnetId = (await make(SUBNET, 'subnet', subnet('10.0.1.0/24'))).id;
    });

    it('refuse ranges that are wrong, outside or taken', async () => {
      expect(await refusal(VPC, 'v', { cidrBlock: '10.0.0.0/8' })).to.contain('InvalidVpc.Range');
      expect(await refusal(VPC, 'v', { cidrBlock: '10.0.0.1/16' })).to.contain('InvalidVpc.Range');
      expect(await refusal(SUBNET, 's', subnet('10.1.0.0/24'))).to.contain('InvalidSubnet.Range');
      expect(await refusal(SUBNET, 's', subnet('10.0.1.128/25'))).to.contain('InvalidSubnet.Conflict');
      await make(SUBNET, 's', subnet('10.0.2.0/24'));
    });

    it('accept what hangs on a VPC that the user has elsewhere', async () => {
      await make(SUBNET, 's', { ...subnet('192.168.0.0/24'), vpcId: 'vpc-0123456789abcdef0' });
      await make(GROUP, 'g', { name: 'g', vpcId: 'vpc-0123456789abcdef0' });
    });

    it('are not deleted while something is in them', async () => {
      expect(await kept(VPC, vpcId)).to.equal('DependencyViolation');
      await make('aws:ec2/instance:Instance', 'i', { ami: 'ami-1', subnetId });
      expect(await kept(SUBNET, subnetId)).to.equal('DependencyViolation');
      await cloud.delete('aws:ec2/instance:Instance', 'i', cloud.store.list('aws:ec2/instance:Instance')[0]!.id);
      await cloud.delete(SUBNET, 'subnet', subnetId);
      await cloud.delete(VPC, 'vpc', vpcId);
    });

    it('want an internet gateway before a NAT gateway, and hold its address', async () => {
      const { id: allocationId, outputs } = await make('aws:ec2/eip:Eip', 'ip', { domain: 'vpc' });
      const nat = { allocationId, subnetId };
      expect(await refusal('aws:ec2/natGateway:NatGateway', 'nat', nat)).to.contain('has no Internet gateway attached');
      const gateway = await make('aws:ec2/internetGateway:InternetGateway', 'igw', { vpcId });
      expect(await refusal('aws:ec2/internetGateway:InternetGateway', 'igw2', { vpcId })).to.contain(
        'AlreadyAssociated',
      );
      const made = await make('aws:ec2/natGateway:NatGateway', 'nat', nat);
      expect(made.outputs.publicIp).to.equal(outputs.publicIp);
      expect(made.outputs.privateIp).to.match(/^10\.0\.1\.\d+$/);
      expect(await kept('aws:ec2/eip:Eip', allocationId)).to.equal('InvalidIPAddress.InUse');
      expect(await kept('aws:ec2/internetGateway:InternetGateway', gateway.id)).to.equal('DependencyViolation');
    });

    it('have one route to a destination and one table for a subnet', async () => {
      const { id: routeTableId } = await make('aws:ec2/routeTable:RouteTable', 'rt', { vpcId });
      const route = { routeTableId, destinationCidrBlock: '0.0.0.0/0', gatewayId: 'igw-1' };
      await make('aws:ec2/route:Route', 'r', route);
      expect(await refusal('aws:ec2/route:Route', 'r2', route)).to.contain('RouteAlreadyExists');
      await make('aws:ec2/routeTableAssociation:RouteTableAssociation', 'a', { routeTableId, subnetId });
      expect(await kept('aws:ec2/routeTable:RouteTable', routeTableId)).to.equal('DependencyViolation');
    });

    it('lend their own default group instead of making one', async () => {
      const made = await make('aws:ec2/defaultSecurityGroup:DefaultSecurityGroup', 'd', { vpcId });
      expect(made.id).to.equal(cloud.store.get(VPC, vpcId)!.outputs.defaultSecurityGroupId);
    });
  });

  it('let a security group go only when nobody uses or names it', async () => {
    const { id: a } = await make(GROUP, 'a', { name: 'a', vpcId: 'vpc-1' });
    const { id: b } = await make(GROUP, 'b', { name: 'b', vpcId: 'vpc-1' });
    expect(await refusal(GROUP, 'a2', { name: 'a', vpcId: 'vpc-1' })).to.contain('InvalidGroup.Duplicate');
    const rule = { securityGroupId: b, ipProtocol: 'tcp', fromPort: 5432, toPort: 5432, referencedSecurityGroupId: a };
    const { id } = await make(INGRESS, 'rule', rule);
    expect(await refusal(INGRESS, 'rule2', rule)).to.contain('InvalidPermission.Duplicate');
    expect(await refusal(INGRESS, 'rule3', { ...rule, cidrIpv4: '10.0.0.0/8' })).to.contain('exactly one of');
    expect(await kept(GROUP, a)).to.equal('DependencyViolation');
    await cloud.delete(GROUP, 'b', b);
    expect(cloud.store.get(INGRESS, id), 'a rule goes with its group').to.equal(undefined);
    await cloud.delete(INGRESS, 'rule', id);
    await cloud.delete(GROUP, 'a', a);
  });

  it('let a role go only without policies, and take policies only for roles that are there', async () => {
    const { id: role } = await make(ROLE, 'r', { name: 'r', assumeRolePolicy: TRUST });
    expect(await refusal(ROLE, 'r2', { name: 'r', assumeRolePolicy: TRUST })).to.contain('EntityAlreadyExists');
    expect(await refusal(ROLE, 'bad', { name: 'bad', assumeRolePolicy: 'no' })).to.contain('MalformedPolicyDocument');
    const policy = await make('aws:iam/rolePolicy:RolePolicy', 'p', { role, name: 'p', policy: TRUST });
    expect(policy.id).to.equal('r:p');
    const huge = JSON.stringify({ Statement: ['x'.repeat(11_000)] });
    expect(await refusal('aws:iam/rolePolicy:RolePolicy', 'q', { role, name: 'q', policy: huge })).to.contain(
      'LimitExceeded',
    );
    expect(await refusal('aws:iam/rolePolicy:RolePolicy', 'q', { role: 'none', name: 'q', policy: TRUST })).to.contain(
      'NoSuchEntityException',
    );
    expect(await kept(ROLE, role)).to.equal('DeleteConflict');
    await cloud.delete('aws:iam/rolePolicy:RolePolicy', 'p', policy.id);
    await cloud.delete(ROLE, 'r', role);
  });

  it('count versions of a launch template only when its content changes', async () => {
    const type = 'aws:ec2/launchTemplate:LaunchTemplate';
    const inputs = { name: 'pool', instanceType: 't4g.small', updateDefaultVersion: true };
    const made = await make(type, 'pool', inputs);
    expect(made.outputs).to.include({ latestVersion: 1, defaultVersion: 1 });
    const tagged = await cloud.update(type, 'pool', { ...made, inputs }, { ...inputs, tags: { a: 'b' } });
    expect(tagged.outputs).to.include({ latestVersion: 1 });
    const changed = await cloud.update(type, 'pool', { ...tagged, inputs }, { ...inputs, instanceType: 'm7g.large' });
    expect(changed.outputs).to.include({ latestVersion: 2, defaultVersion: 2 });
    expect((await cloud.read(type, made.id))!.outputs).to.include({ latestVersion: 2 });
  });

  it('keep a bucket that is not empty, and its settings only with the bucket', async () => {
    const bucket = 'my-bucket';
    expect(
      await refusal('aws:s3/bucketVersioning:BucketVersioning', 'v', {
        bucket,
        versioningConfiguration: { status: 'Enabled' },
      }),
    ).to.contain('NoSuchBucket');
    await make('aws:s3/bucket:Bucket', 'b', { bucket });
    expect(await refusal('aws:s3/bucket:Bucket', 'b2', { bucket, region: 'eu-west-1' })).to.contain(
      'BucketAlreadyOwnedByYou',
    );
    expect(await refusal('aws:s3/bucket:Bucket', 'b3', { bucket: 'No_Good' })).to.contain('InvalidBucketName');
    const object = await make('aws:s3/bucketObjectv2:BucketObjectv2', 'o', { bucket, key: 'a/b.json', content: '{}' });
    expect(object).to.deep.include({ id: 'my-bucket/a/b.json' });
    expect(await kept('aws:s3/bucket:Bucket', bucket)).to.equal('BucketNotEmpty');
    await cloud.delete('aws:s3/bucketObjectv2:BucketObjectv2', 'o', object.id);
    await cloud.delete('aws:s3/bucket:Bucket', 'b', bucket);
  });

  it('empty a bucket that may be emptied when it goes', async () => {
    const object = 'aws:s3/bucketObjectv2:BucketObjectv2';
    await make('aws:s3/bucket:Bucket', 'b', { bucket: 'my-bucket', forceDestroy: true });
    await make(object, 'o', { bucket: 'my-bucket', key: 'k', content: 'x' });
    await cloud.delete('aws:s3/bucket:Bucket', 'b', 'my-bucket');
    expect(cloud.store.all()).to.be.empty;
  });

  it('stay where a deletion is to be skipped, and then belong to nobody', async () => {
    const type = 'aws:cloudwatch/logGroup:LogGroup';
    const inputs = { name: '/l', skipDestroy: true, tags: { 'panka:resource': 'l' } };
    const { id } = await make(type, 'l', inputs);
    const find = () => cloud.provider.find({ urn: urnOf(type, 'l'), type, inputs });
    expect(await find()).to.deep.equal([id]);
    await cloud.delete(type, 'l', id);
    expect((await cloud.read(type, id))?.id).to.equal(id);
    expect(await find()).to.deep.equal([]);
  });

  it('prove a domain and its wildcard by one record, and issue the certificate when it is validated', async () => {
    const made = await make('aws:acm/certificate:Certificate', 'c', {
      domainName: 'example.com',
      subjectAlternativeNames: ['*.example.com'],
      validationMethod: 'DNS',
    });
    const [one, two] = made.outputs.domainValidationOptions as PropertyMap[];
    expect(one!.resourceRecordName).to.equal(two!.resourceRecordName);
    const api = new SandboxAwsApi({ store: cloud.store, models: [] });
    const status = async () => {
      const answer = await api.call('acm:DescribeCertificate', { CertificateArn: made.id });
      return (answer as { Certificate: { Status: string } }).Certificate.Status;
    };
    expect(await status()).to.equal('PENDING_VALIDATION');
    await make('aws:acm/certificateValidation:CertificateValidation', 'v', { certificateArn: made.id });
    expect(await status()).to.equal('ISSUED');
  });

  it('name a record in full', async () => {
    const { id: zoneId } = await make('aws:route53/zone:Zone', 'z', { name: 'example.com' });
    const fqdn = async (name: string) =>
      (await make('aws:route53/record:Record', name, { zoneId, name, type: 'A', records: ['1.2.3.4'], ttl: 60 }))
        .outputs.fqdn;
    expect([await fqdn('www'), await fqdn('api.example.com')]).to.deep.equal(['www.example.com', 'api.example.com']);
    expect(await kept('aws:route53/zone:Zone', zoneId)).to.equal('HostedZoneNotEmpty');
  });

  it('keep the current value of a secret', async () => {
    const { id: secretId } = await make('aws:secretsmanager/secret:Secret', 's', { name: 'db' });
    await make('aws:secretsmanager/secretVersion:SecretVersion', 'v', { secretId, secretString: 'one' });
    const api = new SandboxAwsApi({ store: cloud.store, models: [] });
    expect(await api.call('secretsmanager:GetSecretValue', { SecretId: 'db' })).to.include({
      SecretString: 'one',
      ARN: secretId,
    });
  });

  it('keep a cluster while a service runs in it', async () => {
    const { id } = await make('aws:ecs/cluster:Cluster', 'c', { name: 'c' });
    const providers = 'aws:ecs/clusterCapacityProviders:ClusterCapacityProviders';
    await make(providers, 'p', { clusterName: 'c', capacityProviders: ['FARGATE'] });
    expect(await refusal(providers, 'q', { clusterName: 'c', capacityProviders: ['pool'] })).to.contain(
      "'pool' was not found",
    );
    const service = await make('aws:ecs/service:Service', 's', { name: 's', cluster: id });
    expect(await kept('aws:ecs/cluster:Cluster', id)).to.equal('ClusterContainsServicesException');
    await cloud.delete('aws:ecs/service:Service', 's', service.id);
    await cloud.delete('aws:ecs/cluster:Cluster', 'c', id);
  });

  it('refuse what AWS has no such value for', async () => {
    expect(await refusal('aws:cloudwatch/logGroup:LogGroup', 'l', { name: '/l', retentionInDays: 31 })).to.contain(
      'InvalidParameterException',
    );
    expect(await refusal('aws:kms/key:Key', 'k', { deletionWindowInDays: 3 })).to.contain('between 7 and 30');
    expect(await refusal('aws:kms/alias:Alias', 'a', { name: 'nope', targetKeyId: 'k' })).to.contain(
      'begins with "alias/"',
    );
    expect(await refusal('aws:kms/alias:Alias', 'a', { name: 'alias/x', targetKeyId: 'k' })).to.contain(
      "Key 'k' does not exist",
    );
    expect(await refusal('aws:sns/topic:Topic', 't', { name: 'x', fifoTopic: true })).to.contain(
      'Invalid parameter: Topic Name',
    );
  });
});
