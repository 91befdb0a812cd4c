import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import type { OpenAwsApi } from '../../../src/adapters/aws-api/aws-api.js';
import { findExistingInAws } from '../../../src/adapters/aws-target/find-existing-in-aws.js';
import { registerModels } from '../../../src/adapters/sandbox-cloud/model-registry.js';
import type { Json, JsonObject, ResourceModel, SandboxModels } from '../../../src/sdk/index.js';
import { repository } from '../../helpers/cli.js';
import { emptyMoto, moto } from '../../servers/moto.js';
import { withServer } from '../../servers/with-server.js';
import { apiOn } from '../aws-api/api-on.js';

const ACCOUNT = '123456789012';
const place = { account: ACCOUNT, region: 'us-east-1', partition: 'aws' };
const arn = (service: string, rest: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${rest}`;
const OWN = { 'panka:resource': 'api/x', 'panka:stack': 'shop', 'panka:environment': 'dev' };
const listed = Object.entries(OWN).map(([Key, Value]) => ({ Key, Value }));
/** moto's tagging API fails where a thing of ECS has no tags at all. */
const TEAM = [{ key: 'team', value: 'shop' }];
const ASSUME = JSON.stringify({ Version: '2012-10-17', Statement: [] });
const ROLE = `arn:aws:iam::${ACCOUNT}:role/found`;

/** Of every kind of this repository. */
async function everyModel(): Promise<ReadonlyMap<string, ResourceModel>> {
  const folders = readdirSync(join(repository, 'plugins')).filter((name) => name !== 'common');
  const files = folders.map((name) => pathToFileURL(join(repository, 'plugins', name, 'src/sandbox.ts')).href);
  const modules = (await Promise.all(files.map((file) => import(file)))) as { default: SandboxModels }[];
  return registerModels(modules.map((one) => one.default)).models;
}

describe('what is in the account before Panka', function () {
  this.timeout(60_000);
  withServer(moto, () => {
    let api: OpenAwsApi;
    let models: ReadonlyMap<string, ResourceModel>;
    const call = async (operation: string, params: JsonObject = {}) =>
      (await api.call(operation, params)) as Record<string, Json>;
    /** By what it is imported, given inputs with Panka's tags on them. */
    const find = (type: string, inputs: JsonObject) =>
      findExistingInAws(
        { urn: 'urn:x::y::z::q', type, inputs: { ...inputs, tags: OWN } as never },
        {
          aws: api,
          models: async () => models,
          place,
        },
      );
    const member = (of: Json | undefined, name: string): Json => (of as JsonObject)[name] ?? null;
    const first = (of: Json | undefined): Json => (of as Json[])[0] ?? null;

    before(async () => {
      await emptyMoto();
      api = apiOn(await moto.url(), { maxAttempts: 1 });
      models = await everyModel();
      await call('iam:CreateRole', { RoleName: 'found', AssumeRolePolicyDocument: ASSUME });
    });
    after(async () => {
      await api?.close();
      await emptyMoto();
    });

    const NAMED: readonly (readonly [
      type: string,
      make: [string, JsonObject] | undefined,
      inputs: JsonObject,
      id: string,
    ])[] = [
      ['aws:cloudwatch/logGroup:LogGroup', ['logs:CreateLogGroup', { logGroupName: '/old' }], { name: '/old' }, '/old'],
      [
        'aws:sqs/queue:Queue',
        ['sqs:CreateQueue', { QueueName: 'old' }],
        { name: 'old' },
        `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/old`,
      ],
      ['aws:sns/topic:Topic', ['sns:CreateTopic', { Name: 'old' }], { name: 'old' }, arn('sns', 'old')],
      ['aws:s3/bucket:Bucket', ['s3:CreateBucket', { Bucket: 'panka-old' }], { bucket: 'panka-old' }, 'panka-old'],
      ['aws:s3/bucketPolicy:BucketPolicy', undefined, { bucket: 'panka-old' }, 'panka-old'],
      ['aws:iam/role:Role', undefined, { name: 'found' }, 'found'],
      ['aws:iam/rolePolicy:RolePolicy', undefined, { role: 'found', name: 'bindings' }, 'found:bindings'],
      [
        'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
        undefined,
        { role: 'found', policyArn: ROLE },
        `found/${ROLE}`,
      ],
      [
        'aws:iam/instanceProfile:InstanceProfile',
        ['iam:CreateInstanceProfile', { InstanceProfileName: 'old' }],
        { name: 'old' },
        'old',
      ],
      [
        'aws:iam/policy:Policy',
        [
          'iam:CreatePolicy',
          {
            PolicyName: 'old',
            PolicyDocument: JSON.stringify({
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
            }),
          },
        ],
        { name: 'old' },
        `arn:aws:iam::${ACCOUNT}:policy/old`,
      ],
      [
        'aws:dynamodb/table:Table',
        [
          'dynamodb:CreateTable',
          {
            TableName: 'old',
            BillingMode: 'PAY_PER_REQUEST',
            KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
            AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          },
        ],
        { name: 'old' },
        'old',
      ],
      [
        'aws:rds/instance:Instance',
        [
          'rds:CreateDBInstance',
          {
            DBInstanceIdentifier: 'old',
            Engine: 'postgres',
            DBInstanceClass: 'db.t4g.micro',
            AllocatedStorage: 20,
            MasterUsername: 'dba',
            MasterUserPassword: 'not-a-secret-1',
          },
        ],
        { identifier: 'old' },
        'old',
      ],
      ['aws:cloudwatch/eventBus:EventBus', ['events:CreateEventBus', { Name: 'old' }], { name: 'old' }, 'old'],
      [
        'aws:cloudwatch/eventRule:EventRule',
        ['events:PutRule', { Name: 'made', EventBusName: 'old', EventPattern: '{"source":["shop"]}' }],
        { name: 'made', eventBusName: 'old' },
        'old/made',
      ],
      [
        'aws:cloudwatch/eventTarget:EventTarget',
        ['events:PutTargets', { Rule: 'made', EventBusName: 'old', Targets: [{ Id: 't', Arn: arn('sqs', 'old') }] }],
        { rule: 'made', eventBusName: 'old', targetId: 't' },
        'old/made/t',
      ],
      [
        'aws:scheduler/scheduleGroup:ScheduleGroup',
        ['scheduler:CreateScheduleGroup', { Name: 'old' }],
        { name: 'old' },
        'old',
      ],
      [
        'aws:scheduler/schedule:Schedule',
        [
          'scheduler:CreateSchedule',
          {
            Name: 'nightly',
            GroupName: 'old',
            ScheduleExpression: 'rate(1 day)',
            FlexibleTimeWindow: { Mode: 'OFF' },
            Target: { Arn: arn('sqs', 'old'), RoleArn: ROLE },
          },
        ],
        { name: 'nightly', groupName: 'old' },
        'old/nightly',
      ],
      ['aws:ecs/cluster:Cluster', ['ecs:CreateCluster', { clusterName: 'old', tags: TEAM }], { name: 'old' }, 'old'],
      [
        'aws:lambda/function:Function',
        [
          'lambda:CreateFunction',
          {
            FunctionName: 'old',
            Runtime: 'python3.13',
            Handler: 'app.handler',
            Role: ROLE,
            Code: { ZipFile: Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex') as unknown as string },
            Publish: true,
          },
        ],
        { name: 'old' },
        'old',
      ],
      [
        'aws:lambda/alias:Alias',
        ['lambda:CreateAlias', { FunctionName: 'old', Name: 'live', FunctionVersion: '1' }],
        { functionName: 'old', name: 'live' },
        'old/live',
      ],
      [
        'aws:lambda/permission:Permission',
        [
          'lambda:AddPermission',
          { FunctionName: 'old', StatementId: 'sns', Action: 'lambda:InvokeFunction', Principal: 'sns.amazonaws.com' },
        ],
        { function: arn('lambda', 'function:old'), statementId: 'sns' },
        'old/sns',
      ],
      [
        'aws:appautoscaling/target:Target',
        undefined,
        { serviceNamespace: 'ecs', resourceId: 'service/old/web', scalableDimension: 'ecs:service:DesiredCount' },
        'ecs/service/old/web/ecs:service:DesiredCount',
      ],
      ['aws:autoscaling/policy:Policy', undefined, { autoscalingGroupName: 'old', name: 'out' }, 'old/out'],
    ];
    for (const [type, make, inputs, id] of NAMED)
      it(`is known by its name, and by what it is imported: ${type}`, async () => {
        if (make !== undefined) await call(...make);
        expect(await find(type, inputs)).to.deep.equal([id]);
      });

    it('is not found where AWS says that there is none of that name', async () => {
      expect(await find('aws:iam/role:Role', { name: 'nobody' })).to.deep.equal([]);
      expect(await find('aws:s3/bucket:Bucket', { bucket: 'panka-nobody' })).to.deep.equal([]);
      expect(await find('aws:rds/instance:Instance', { identifier: 'nobody' })).to.deep.equal([]);
      expect(await find('aws:lambda/alias:Alias', { functionName: 'old', name: 'nobody' })).to.deep.equal([]);
    });

    it('is not guessed where AWS makes the id up, or the name is not known yet', async () => {
      expect(await find('aws:kms/key:Key', {})).to.deep.equal([]);
      expect(await find('aws:ec2/securityGroup:SecurityGroup', { vpcId: 'vpc-1', name: 'old' })).to.deep.equal([]);
      expect(await find('aws:s3/bucketPolicy:BucketPolicy', { bucket: '[unknown]' })).to.deep.equal([]);
      expect(await find('aws:nothing/thing:Thing', { name: 'old' })).to.deep.equal([]);
    });

    it('is known by its tags where it carries those of this very resource, whatever its name', async () => {
      const TagSpecifications = [{ ResourceType: 'security-group', Tags: listed }];
      const group = await call('ec2:CreateSecurityGroup', { GroupName: 'any', Description: 'x', TagSpecifications });
      expect(await find('aws:ec2/securityGroup:SecurityGroup', { name: 'other' })).to.deep.equal([group.GroupId]);
      const { KeyMetadata } = await call('kms:CreateKey', {
        Tags: Object.entries(OWN).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
      });
      expect(await find('aws:kms/key:Key', {})).to.deep.equal([member(KeyMetadata, 'KeyId')]);
      const asked = await call('acm:RequestCertificate', { DomainName: 'a.example.com', Tags: listed });
      expect(await find('aws:acm/certificate:Certificate', {})).to.deep.equal([asked.CertificateArn]);
      const made = await call('elasticfilesystem:CreateFileSystem', { CreationToken: 'any', Tags: listed });
      expect(await find('aws:efs/fileSystem:FileSystem', {})).to.deep.equal([made.FileSystemId]);
    });

    it('is a service of ECS by cluster and name, given the cluster by name or ARN', async () => {
      await call('ecs:RegisterTaskDefinition', {
        family: 'old',
        containerDefinitions: [{ name: 'main', image: 'web:1', memory: 128 }],
        tags: TEAM,
      });
      const service = { cluster: 'old', serviceName: 'web', taskDefinition: 'old', desiredCount: 0, tags: TEAM };
      await call('ecs:CreateService', service);
      for (const cluster of ['old', arn('ecs', 'cluster/old')])
        expect(await find('aws:ecs/service:Service', { cluster, name: 'web' })).to.deep.equal(['old/web']);
    });

    it('is a part of an API by the API and its own id', async () => {
      const { ApiId = null } = await call('apigatewayv2:CreateApi', { Name: 'parts', ProtocolType: 'HTTP' });
      const { IntegrationId } = await call('apigatewayv2:CreateIntegration', {
        ...{ ApiId, IntegrationType: 'HTTP_PROXY', IntegrationMethod: 'ANY', IntegrationUri: 'https://example.com' },
        ...{ PayloadFormatVersion: '1.0', Description: 'mine' },
      });
      const { RouteId } = await call('apigatewayv2:CreateRoute', { ApiId, RouteKey: 'GET /' });
      await call('apigatewayv2:CreateStage', { ApiId, StageName: '$default' });
      const at = (type: string, more: JsonObject) => find(`aws:apigatewayv2/${type}`, { apiId: ApiId, ...more });
      expect(await at('integration:Integration', { description: 'mine' })).to.deep.equal([`${ApiId}/${IntegrationId}`]);
      expect(await at('route:Route', { routeKey: 'GET /' })).to.deep.equal([`${ApiId}/${RouteId}`]);
      expect(await at('stage:Stage', { name: '$default' })).to.deep.equal([`${ApiId}/$default`]);
    });

    it('is a part of a network by what it joins', async () => {
      const { Vpc } = await call('ec2:CreateVpc', { CidrBlock: '10.8.0.0/16' });
      const VpcId = member(Vpc, 'VpcId');
      const { Subnet } = await call('ec2:CreateSubnet', { VpcId, CidrBlock: '10.8.0.0/24' });
      const { RouteTable } = await call('ec2:CreateRouteTable', { VpcId });
      const { InternetGateway } = await call('ec2:CreateInternetGateway');
      const [subnetId, routeTableId] = [member(Subnet, 'SubnetId'), member(RouteTable, 'RouteTableId')];
      const GatewayId = member(InternetGateway, 'InternetGatewayId');
      await call('ec2:AttachInternetGateway', { InternetGatewayId: GatewayId, VpcId });
      await call('ec2:AssociateRouteTable', { RouteTableId: routeTableId, SubnetId: subnetId });
      await call('ec2:CreateRoute', { RouteTableId: routeTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId });
      const association = await find('aws:ec2/routeTableAssociation:RouteTableAssociation', { routeTableId, subnetId });
      expect(association).to.deep.equal([`${subnetId}/${routeTableId}`]);
      const route = { routeTableId, destinationCidrBlock: '0.0.0.0/0' };
      expect(await find('aws:ec2/route:Route', route)).to.deep.equal([`${routeTableId}_0.0.0.0/0`]);
      const { Instances } = await call('ec2:RunInstances', { ImageId: 'ami-12c6146b', MinCount: 1, MaxCount: 1 });
      const instance = first(Instances);
      const AvailabilityZone = member(member(instance, 'Placement'), 'AvailabilityZone');
      const { VolumeId = null } = await call('ec2:CreateVolume', { AvailabilityZone, Size: 8 });
      const instanceId = member(instance, 'InstanceId');
      await call('ec2:AttachVolume', { VolumeId, InstanceId: instanceId, Device: '/dev/sdf' });
      const attachment = { volumeId: VolumeId, instanceId, deviceName: '/dev/sdf' };
      const found = await find('aws:ec2/volumeAttachment:VolumeAttachment', attachment);
      expect(found).to.deep.equal([`/dev/sdf:${VolumeId}:${instanceId}`]);
    });
  });
});
