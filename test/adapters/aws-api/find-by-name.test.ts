import { expect } from 'chai';
import type { OpenAwsApi } from '../../../src/adapters/aws-api/aws-api.js';
import { findByName } from '../../../src/adapters/aws-api/find-by-name.js';
import { LOOKUPS } from '../../../src/adapters/aws-api/lookups.js';
import { againstModel } from '../../../src/adapters/aws-api/operation-model.js';
import { typeMetadata } from '../../../src/adapters/sandbox-cloud/type-metadata.js';
import type { Json, JsonObject } from '../../../src/sdk/json.js';
import { emptyMoto, moto } from '../../servers/moto.js';
import { withServer } from '../../servers/with-server.js';
import { apiOn } from './api-on.js';

const TAGS = { 'panka:resource': 'api/x', 'panka:stack': 'shop', 'panka:environment': 'dev' };
const Tags = Object.entries(TAGS).map(([Key, Value]) => ({ Key, Value }));
const ASSUME = JSON.stringify({ Version: '2012-10-17', Statement: [] });
const ALLOW = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});

describe('what an interrupted creation has made', () => {
  it('is looked for by types and inputs that there are', () => {
    const wrong = Object.entries(LOOKUPS).flatMap(([type, { ask }]) => {
      const metadata = typeMetadata(type);
      const asked = new Set<string>();
      const get = (_: object, name: string | symbol) => void asked.add(String(name));
      ask(new Proxy({}, { get }));
      return [...asked].filter((name) => metadata?.inputs.has(name) !== true).map((name) => `${type} ${name}`);
    });
    expect(wrong).to.deep.equal([]);
  });

  it('is looked for in the words of AWS', async () => {
    const inputs = new Proxy({}, { get: (_, name) => (name === 'port' || name === 'priority' ? 1 : 'x') });
    const slips = await Promise.all(
      Object.values(LOOKUPS).map(({ ask }) => againstModel(...ask(inputs as JsonObject), {})),
    );
    expect(slips.flat()).to.deep.equal([]);
  });

  it('is left to tags where they find it', async () => {
    const never = { call: () => Promise.reject(new Error('asked')) };
    expect(await findByName({ urn: '', type: 'aws:sqs/queue:Queue', inputs: { name: 'q' } }, never)).to.equal(
      undefined,
    );
  });

  it('is looked for on every page, wherever the answer says that there are more', async () => {
    const asked: JsonObject[] = [];
    const page = (Name: string, NextMarker?: string) => ({
      OriginAccessControlList: { Items: [{ Name, Id: `E${Name}` }], ...(NextMarker !== undefined && { NextMarker }) },
    });
    const pages = [page('a', 'two'), page('b', 'three'), page('c')];
    const call = async (_: string, params: JsonObject) => {
      asked.push(params);
      return pages[asked.length - 1] as JsonObject;
    };
    const type = 'aws:cloudfront/originAccessControl:OriginAccessControl';
    expect(await findByName({ urn: '', type, inputs: { name: 'c' } }, { call })).to.deep.equal(['Ec']);
    expect(asked).to.deep.equal([{}, { Marker: 'two' }, { Marker: 'three' }]);
  });

  const answers: readonly (readonly [string, JsonObject, JsonObject, string])[] = [
    [
      'aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy',
      { name: 'a' },
      {
        ResponseHeadersPolicyList: {
          Items: ['b', 'a'].map((Name) => ({
            ResponseHeadersPolicy: { Id: `id-${Name}`, ResponseHeadersPolicyConfig: { Name } },
          })),
        },
      },
      'id-a',
    ],
    ['aws:msk/topic:Topic', { clusterArn: 'arn', name: 'orders' }, { TopicName: 'orders' }, 'arn,orders'],
    [
      'aws:rds/proxyTarget:ProxyTarget',
      { dbProxyName: 'p', targetGroupName: 'default', dbClusterIdentifier: 'db' },
      {
        Targets: [
          { Type: 'RDS_INSTANCE', RdsResourceId: 'db-1', TrackedClusterId: 'db' },
          { Type: 'TRACKED_CLUSTER', RdsResourceId: 'db' },
        ],
      },
      'p/default/TRACKED_CLUSTER/db',
    ],
    [
      'aws:ssm/association:Association',
      { associationName: 'a' },
      { Associations: [{ AssociationName: 'a', AssociationId: 'id-a' }] },
      'id-a',
    ],
  ];
  for (const [type, inputs, answer, id] of answers)
    it(`is read from the answer of AWS where moto gives none: ${type}`, async () => {
      const [operation, params] = LOOKUPS[type]?.ask(inputs) ?? ['', {}];
      expect(await againstModel(operation, params, answer)).to.deep.equal([]);
      const call = async () => answer;
      expect(await findByName({ urn: '', type, inputs }, { call })).to.deep.equal([id]);
    });

  it('is not told from what nobody is allowed to look at', async () => {
    const denied = Object.assign(new Error('no'), { kind: 'denied' });
    const call = () => Promise.reject(denied);
    const found = findByName({ urn: '', type: 'aws:iam/role:Role', inputs: { name: 'r' } }, { call });
    expect(await found.catch((error: unknown) => error)).to.equal(denied);
  });

  withServer(moto, () => {
    let api: OpenAwsApi;
    const call = async (operation: string, params: JsonObject = {}) =>
      (await api.call(operation, params)) as Record<string, Json>;
    const find = (type: string, inputs: JsonObject) => findByName({ urn: 'urn', type, inputs }, api);
    before(async () => {
      api = apiOn(await moto.url(), { maxAttempts: 1 });
    });
    after(async () => {
      await api?.close();
      await emptyMoto();
    });

    it('is a role or an instance profile of that name, unless it is another stack that has it', async () => {
      expect(await find('aws:iam/role:Role', { name: 'found', tags: TAGS })).to.deep.equal([]);
      await call('iam:CreateRole', { RoleName: 'found', AssumeRolePolicyDocument: ASSUME, Tags });
      expect(await find('aws:iam/role:Role', { name: 'found', tags: TAGS })).to.deep.equal(['found']);
      const others = { ...TAGS, 'panka:stack': 'other' };
      expect(await find('aws:iam/role:Role', { name: 'found', tags: others })).to.deep.equal([]);
      await call('iam:CreateInstanceProfile', { InstanceProfileName: 'found', Tags });
      const profile = { name: 'found', tags: TAGS };
      expect(await find('aws:iam/instanceProfile:InstanceProfile', profile)).to.deep.equal(['found']);
    });

    it('is a policy, a function address or a permission of that name', async () => {
      await call('iam:CreatePolicy', { PolicyName: 'found', PolicyDocument: ALLOW });
      const policy = 'arn:aws:iam::123456789012:policy/found';
      expect(await find('aws:iam/policy:Policy', { name: 'found' })).to.deep.equal([policy]);
      await call('iam:CreateRole', { RoleName: 'of-found', AssumeRolePolicyDocument: ASSUME });
      const FunctionName = 'found';
      await call('lambda:CreateFunction', {
        FunctionName,
        Runtime: 'python3.13',
        Handler: 'app.handler',
        Role: 'arn:aws:iam::123456789012:role/of-found',
        Code: { ZipFile: Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex') as unknown as string },
        Publish: true,
      });
      const alias = await call('lambda:CreateAlias', { FunctionName, Name: 'live', FunctionVersion: '1' });
      const live = { functionName: 'found', name: 'live' };
      expect(await find('aws:lambda/alias:Alias', live)).to.deep.equal([alias.AliasArn]);
      expect(await find('aws:lambda/alias:Alias', { ...live, name: 'other' })).to.deep.equal([]);
      await call('lambda:CreateFunctionUrlConfig', { FunctionName, AuthType: 'NONE' });
      expect(await find('aws:lambda/functionUrl:FunctionUrl', { functionName: 'found' })).to.deep.equal(['found']);
      const statement = { StatementId: 'by-sns', Action: 'lambda:InvokeFunction', Principal: 'sns.amazonaws.com' };
      await call('lambda:AddPermission', { FunctionName, ...statement });
      const permission = { function: 'found', statementId: 'by-sns' };
      expect(await find('aws:lambda/permission:Permission', permission)).to.deep.equal(['by-sns']);
      const other = { ...permission, statementId: 'by-sqs' };
      expect(await find('aws:lambda/permission:Permission', other)).to.deep.equal([]);
    });

    it('is a bucket that has no tags yet', async () => {
      await call('s3:CreateBucket', { Bucket: 'panka-found' });
      expect(await find('aws:s3/bucket:Bucket', { bucket: 'panka-found', tags: TAGS })).to.deep.equal(['panka-found']);
      expect(await find('aws:s3/bucket:Bucket', { bucket: 'panka-not-found', tags: TAGS })).to.deep.equal([]);
    });

    it('is a load balancer, its listener and the rule of that priority', async () => {
      const { Subnets } = await call('ec2:DescribeSubnets');
      const ids = (Subnets as { SubnetId: string; VpcId: string }[]).slice(0, 2);
      const made = await call('elasticloadbalancing:CreateLoadBalancer', {
        Name: 'panka-found',
        Subnets: ids.map(({ SubnetId }) => SubnetId),
      });
      const balancer = (made.LoadBalancers as { LoadBalancerArn: string }[])[0]?.LoadBalancerArn ?? null;
      expect(await find('aws:lb/loadBalancer:LoadBalancer', { name: 'panka-found' })).to.deep.equal([balancer]);
      const group = { Name: 'panka-found', Protocol: 'HTTP', Port: 80, VpcId: ids[0]?.VpcId ?? null };
      const groups = await call('elasticloadbalancing:CreateTargetGroup', group);
      const target = (groups.TargetGroups as { TargetGroupArn: string }[])[0]?.TargetGroupArn ?? null;
      expect(await find('aws:lb/targetGroup:TargetGroup', { name: 'panka-found' })).to.deep.equal([target]);
      const Actions = [{ Type: 'forward', TargetGroupArn: target }];
      const heard = await call('elasticloadbalancing:CreateListener', {
        LoadBalancerArn: balancer,
        Protocol: 'HTTP',
        Port: 80,
        DefaultActions: Actions,
      });
      const listener = (heard.Listeners as { ListenerArn: string }[])[0]?.ListenerArn ?? null;
      const at = { loadBalancerArn: balancer, port: 80 };
      expect(await find('aws:lb/listener:Listener', at)).to.deep.equal([listener]);
      expect(await find('aws:lb/listener:Listener', { ...at, port: 81 })).to.deep.equal([]);
      const ruled = await call('elasticloadbalancing:CreateRule', {
        ListenerArn: listener,
        Priority: 100,
        Conditions: [{ Field: 'path-pattern', Values: ['/a'] }],
        Actions,
      });
      const rule = (ruled.Rules as { RuleArn: string }[])[0]?.RuleArn;
      const by = { listenerArn: listener, priority: 100 };
      expect(await find('aws:lb/listenerRule:ListenerRule', by)).to.deep.equal([rule]);
    });

    it('is a service of ECS, by the cluster and the tags', async () => {
      await call('ecs:CreateCluster', { clusterName: 'found' });
      await call('ecs:RegisterTaskDefinition', {
        family: 'found',
        containerDefinitions: [{ name: 'main', image: 'web:1', memory: 128 }],
      });
      const tags = Tags.map(({ Key, Value }) => ({ key: Key, value: Value }));
      const { service } = await call('ecs:CreateService', {
        cluster: 'found',
        serviceName: 'web',
        taskDefinition: 'found',
        desiredCount: 0,
        tags,
      });
      const inputs = { cluster: 'found', name: 'web', tags: TAGS };
      const { serviceArn } = service as { serviceArn: string };
      expect(await find('aws:ecs/service:Service', inputs)).to.deep.equal([serviceArn]);
      expect(await find('aws:ecs/service:Service', { ...inputs, name: 'other' })).to.deep.equal([]);
      expect(await find('aws:ecs/service:Service', { ...inputs, cluster: 'nowhere' })).to.deep.equal([]);
    });

    it('is a route, an authorizer or a stage of an API', async () => {
      const { ApiId = null } = await call('apigatewayv2:CreateApi', { Name: 'found', ProtocolType: 'HTTP' });
      const { RouteId } = await call('apigatewayv2:CreateRoute', { ApiId, RouteKey: 'GET /' });
      const route = { apiId: ApiId, routeKey: 'GET /' };
      expect(await find('aws:apigatewayv2/route:Route', route)).to.deep.equal([RouteId]);
      expect(await find('aws:apigatewayv2/route:Route', { ...route, routeKey: 'GET /b' })).to.deep.equal([]);
      const stage = { apiId: ApiId, name: '$default' };
      expect(await find('aws:apigatewayv2/stage:Stage', stage)).to.deep.equal([]);
      await call('apigatewayv2:CreateStage', { ApiId, StageName: '$default' });
      expect(await find('aws:apigatewayv2/stage:Stage', stage)).to.deep.equal(['$default']);
    });

    it('is an integration of that description', async () => {
      const { ApiId = null } = await call('apigatewayv2:CreateApi', { Name: 'found', ProtocolType: 'HTTP' });
      const { IntegrationId } = await call('apigatewayv2:CreateIntegration', {
        ApiId,
        IntegrationType: 'HTTP_PROXY',
        IntegrationMethod: 'ANY',
        IntegrationUri: 'https://example.com',
        PayloadFormatVersion: '1.0',
        Description: 'api/public/integration/a',
      });
      const type = 'aws:apigatewayv2/integration:Integration';
      const inputs = { apiId: ApiId, description: 'api/public/integration/a' };
      expect(await find(type, inputs)).to.deep.equal([IntegrationId]);
      expect(await find(type, { ...inputs, description: 'api/public/integration/b' })).to.deep.equal([]);
      expect(await find(type, { apiId: ApiId })).to.deep.equal([]);
    });

    it('is a NAT gateway, a route or an association of that subnet and table', async () => {
      const { Vpc } = await call('ec2:CreateVpc', { CidrBlock: '10.9.0.0/16' });
      const { VpcId = null } = Vpc as JsonObject;
      const { Subnet } = await call('ec2:CreateSubnet', { VpcId, CidrBlock: '10.9.0.0/24' });
      const { SubnetId = null } = Subnet as JsonObject;
      const nat = { subnetId: SubnetId, tags: TAGS };
      expect(await find('aws:ec2/natGateway:NatGateway', nat)).to.deep.equal([]);
      const TagSpecifications = [{ ResourceType: 'natgateway', Tags }];
      const { NatGateway } = await call('ec2:CreateNatGateway', {
        SubnetId,
        ConnectivityType: 'private',
        TagSpecifications,
      });
      const { NatGatewayId = null } = NatGateway as JsonObject;
      expect(await find('aws:ec2/natGateway:NatGateway', nat)).to.deep.equal([NatGatewayId]);
      const others = { ...nat, tags: { ...TAGS, 'panka:stack': 'other' } };
      expect(await find('aws:ec2/natGateway:NatGateway', others)).to.deep.equal([]);

      const { RouteTable } = await call('ec2:CreateRouteTable', { VpcId });
      const { RouteTableId = null } = RouteTable as JsonObject;
      const route = { routeTableId: RouteTableId, destinationCidrBlock: '0.0.0.0/0' };
      expect(await find('aws:ec2/route:Route', route)).to.deep.equal([]);
      await call('ec2:CreateRoute', { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId });
      // As the provider has it: "r-", the table, and the CRC-32 of the destination.
      expect(await find('aws:ec2/route:Route', route)).to.deep.equal([`r-${String(RouteTableId)}1080289494`]);
      const { AssociationId } = await call('ec2:AssociateRouteTable', { RouteTableId, SubnetId });
      const association = { routeTableId: RouteTableId, subnetId: SubnetId };
      const type = 'aws:ec2/routeTableAssociation:RouteTableAssociation';
      expect(await find(type, association)).to.deep.equal([AssociationId]);
      expect(await find(type, { ...association, subnetId: 'subnet-1' })).to.deep.equal([]);
    });

    it('is a volume at that device, an alias of that key', async () => {
      const { Instances } = await call('ec2:RunInstances', { ImageId: 'ami-12c6146b', MinCount: 1, MaxCount: 1 });
      const [{ InstanceId = null, Placement } = {}] = Instances as JsonObject[];
      const { AvailabilityZone = null } = Placement as JsonObject;
      const { VolumeId = null } = await call('ec2:CreateVolume', { AvailabilityZone, Size: 8 });
      const attachment = { volumeId: VolumeId, instanceId: InstanceId, deviceName: '/dev/sdf' };
      const type = 'aws:ec2/volumeAttachment:VolumeAttachment';
      expect(await find(type, attachment)).to.deep.equal([]);
      await call('ec2:AttachVolume', { VolumeId, InstanceId, Device: '/dev/sdf' });
      expect(await find(type, attachment)).to.have.length(1);
      expect(await find(type, { ...attachment, deviceName: '/dev/sdg' })).to.deep.equal([]);

      const { KeyMetadata } = await call('kms:CreateKey');
      const { KeyId = null } = KeyMetadata as JsonObject;
      const alias = { name: 'alias/panka-found', targetKeyId: KeyId };
      expect(await find('aws:kms/alias:Alias', alias)).to.deep.equal([]);
      await call('kms:CreateAlias', { AliasName: 'alias/panka-found', TargetKeyId: KeyId });
      expect(await find('aws:kms/alias:Alias', alias)).to.deep.equal(['alias/panka-found']);
    });

    it('is a record that says the same, never one that says something else', async () => {
      const { HostedZone } = await call('route53:CreateHostedZone', { Name: 'example.com', CallerReference: 'found' });
      const zoneId = String((HostedZone as JsonObject).Id).replace('/hostedzone/', '');
      const AliasTarget = {
        HostedZoneId: 'Z35SXDOTRQ7X7K',
        DNSName: 'Panka-1.elb.amazonaws.com',
        EvaluateTargetHealth: true,
      };
      const sets: readonly JsonObject[] = [
        { Name: '*.example.com', Type: 'A', AliasTarget },
        { Name: '_x.example.com', Type: 'CNAME', TTL: 60, ResourceRecords: [{ Value: '_y.acm-validations.aws.' }] },
      ];
      const find53 = (inputs: JsonObject) => find('aws:route53/record:Record', { zoneId, ...inputs });
      const alias = { name: '*.example.com', type: 'A', aliases: [{ name: 'panka-1.elb.amazonaws.com' }] };
      expect(await find53(alias)).to.deep.equal([]);
      await call('route53:ChangeResourceRecordSets', {
        HostedZoneId: zoneId,
        ChangeBatch: { Changes: sets.map((ResourceRecordSet) => ({ Action: 'CREATE', ResourceRecordSet })) },
      });
      expect(await find53(alias)).to.deep.equal([`${zoneId}_*.example.com_A`]);
      expect(await find53({ ...alias, aliases: [{ name: 'other.elb.amazonaws.com' }] })).to.deep.equal([]);
      expect(await find53({ ...alias, name: 'b.example.com' })).to.deep.equal([]);
      const record = { name: '_x.example.com.', type: 'CNAME', records: ['_y.acm-validations.aws.'] };
      expect(await find53(record)).to.deep.equal([`${zoneId}__x.example.com_CNAME`]);
      expect(await find53({ ...record, records: ['_z.acm-validations.aws.'] })).to.deep.equal([]);
    });

    it('is an access control of CloudFront, a schedule, an archive', async () => {
      const OriginAccessControlConfig = {
        Name: 'found',
        SigningProtocol: 'sigv4',
        SigningBehavior: 'always',
        OriginAccessControlOriginType: 's3',
      };
      const { OriginAccessControl } = await call('cloudfront:CreateOriginAccessControl', { OriginAccessControlConfig });
      const { Id } = OriginAccessControl as { Id: string };
      expect(await find('aws:cloudfront/originAccessControl:OriginAccessControl', { name: 'found' })).to.deep.equal([
        Id,
      ]);
      await call('scheduler:CreateSchedule', {
        Name: 'found',
        ScheduleExpression: 'rate(1 day)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: 'arn:aws:sqs:us-east-1:123456789012:q', RoleArn: 'arn:aws:iam::123456789012:role/found' },
      });
      expect(await find('aws:scheduler/schedule:Schedule', { name: 'found' })).to.deep.equal(['default/found']);
      const EventSourceArn = 'arn:aws:events:us-east-1:123456789012:event-bus/default';
      await call('events:CreateArchive', { ArchiveName: 'found', EventSourceArn });
      expect(await find('aws:cloudwatch/eventArchive:EventArchive', { name: 'found' })).to.deep.equal(['found']);
      expect(await find('aws:cloudwatch/eventArchive:EventArchive', { name: 'other' })).to.deep.equal([]);
    });
  });
});
