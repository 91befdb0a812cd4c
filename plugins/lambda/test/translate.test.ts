import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { Consumption, JsonObject, ProvidedComponent, ResolvedReference } from 'panka/sdk';
import { componentOf } from '../../common/test/component.js';
import { stranger } from '../../common/test/consumption.js';
import { granted, translate } from '../../common/test/translation.js';
import { alarms } from '../src/alarms.js';
import kind from '../src/index.js';

const base = (more: JsonObject = {}): JsonObject => ({
  runtime: 'nodejs22.x',
  handler: 'index.handler',
  code: { s3Bucket: 'b', s3Key: 'k' },
  ...more,
});
const reference = (to: string, of: string, path: string, reason = 'trigger'): ResolvedReference => ({
  to,
  kind: of,
  via: 'reference',
  edge: 'needs',
  reason,
  path,
});
const provided = (outputs: Record<string, string>, provides: ProvidedComponent['provides'] = {}) =>
  ({
    outputs: Object.fromEntries(Object.entries(outputs).map(([k, v]) => [k, pulumi.output(v)])),
    provides,
  }) as unknown as ProvidedComponent;
const types = (made: { resources: readonly { type: string }[] }) => made.resources.map((r) => r.type.split(':').at(-1));

describe('Lambda translation', () => {
  it('declares log group, role, function and the alias live, in this order', async () => {
    const made = await translate(kind, componentOf(kind, base()));
    expect(types(made)).to.have.members(['LogGroup', 'Role', 'RolePolicy', 'Function', 'Alias']);
    expect(made.of('aws:lambda/function:Function')[0]?.inputs).to.deep.include({
      name: 'shop-dev-api-thing-abc123',
      publish: true,
      s3Bucket: 'b',
      s3Key: 'k',
      loggingConfig: { logFormat: 'JSON', logGroup: '/aws/lambda/shop-dev-api-thing-abc123' },
    });
    expect(made.of('aws:lambda/alias:Alias')[0]?.inputs).to.deep.include({
      name: 'live',
      functionVersion: 'api/thing.version',
    });
    expect(made.outputs).to.include({ aliasArn: 'api/thing/live.arn', version: 'api/thing.version' });
    expect(made.alarms).to.deep.equal(['errors', 'throttles', 'duration']);
  });

  it('uploads a folder, and packs text under the name that its handler has', async () => {
    const folder = await translate(kind, componentOf(kind, base({ code: { path: 'src' } })));
    expect(folder.of('aws:lambda/function:Function')[0]?.inputs).to.include({
      s3Bucket: 'artifacts',
      s3Key: 'src-hash',
    });
    const text = await translate(kind, componentOf(kind, base({ handler: 'main.run', code: { zipFile: 'x' } })));
    const { code } = text.of('aws:lambda/function:Function')[0]?.inputs ?? {};
    const archive = code as unknown as pulumi.asset.AssetArchive;
    expect(Object.keys(await archive.assets)).to.deep.equal(['main.js']);
  });

  it('polls a queue and may read it', async () => {
    const component = componentOf(
      kind,
      base({
        triggers: [{ type: 'sqs', source: 'jobs', filter: [{ body: { type: ['order'] } }], maximumConcurrency: 5 }],
      }),
      { references: [reference('api/jobs', 'SQS', '/triggers/0/source/component')] },
    );
    const made = await translate(kind, component, { provided: { 'api/jobs': provided({ queueArn: 'arn:jobs' }) } });
    expect(made.of('aws:lambda/eventSourceMapping:EventSourceMapping')[0]?.inputs).to.deep.include({
      eventSourceArn: 'arn:jobs',
      functionName: 'api/thing/live.arn',
      enabled: true,
      filterCriteria: { filters: [{ pattern: '{"body":{"type":["order"]}}' }] },
      scalingConfig: { maximumConcurrency: 5 },
    });
    const [policy] = made.of('aws:iam/rolePolicy:RolePolicy');
    expect(String(policy?.inputs.policy)).to.contain('sqs:ChangeMessageVisibility').and.contain('arn:jobs');
  });

  it('is called by load balancers whose routes lead to it, once it may be', async () => {
    const spec = {
      routes: [
        { name: 'other', target: { component: 'web' } },
        { name: 'fn', target: { component: 'api/thing' } },
      ],
    };
    const balancer = {
      ...provided({ targetGroupArns: { other: 'arn:other', fn: 'arn:group' } as unknown as string }),
      component: stranger('edge/public', 'ALB', spec),
    };
    const target = reference('api/thing', 'Lambda', '/routes/1/target/component', 'target');
    const made = await translate(kind, componentOf(kind, base()), {
      incoming: [{ from: 'edge/public', reference: { ...target, edge: 'neededBy' } }],
      provided: { 'edge/public': balancer },
    });
    const [permission, ...more] = made.of('aws:lambda/permission:Permission');
    expect(more).to.deep.equal([]);
    expect(permission?.inputs).to.deep.equal({
      action: 'lambda:InvokeFunction',
      function: 'shop-dev-api-thing-abc123',
      qualifier: 'live',
      principal: 'elasticloadbalancing.amazonaws.com',
      sourceArn: 'arn:group',
      statementId: 'shop-dev-api-thing-route/edge/public/fn/permission-abc123',
    });
    const [attachment] = made.of('aws:lb/targetGroupAttachment:TargetGroupAttachment');
    expect(attachment?.name).to.equal('api/thing/route/edge/public/fn');
    expect(attachment?.inputs).to.deep.equal({ targetGroupArn: 'arn:group', targetId: 'api/thing/live.arn' });
  });

  it('follows the stream of a table, and watches how far behind it is', async () => {
    const component = componentOf(kind, base({ triggers: [{ type: 'dynamodb', source: 'table' }] }), {
      references: [reference('api/table', 'DynamoDB', '/triggers/0/source/component')],
    });
    const made = await translate(kind, component, { provided: { 'api/table': provided({ streamArn: 'arn:stream' }) } });
    expect(made.of('aws:lambda/eventSourceMapping:EventSourceMapping')[0]?.inputs).to.include({
      eventSourceArn: 'arn:stream',
      startingPosition: 'LATEST',
    });
    expect(made.alarms).to.include('iterator-age').and.not.include('offset-lag');
  });

  it('watches how many records of a topic wait, since Kafka has no age of a stream', () => {
    const reads = componentOf(kind, base({ triggers: [{ type: 'msk', source: 'events', topics: ['orders'] }] }));
    const [lag, ...more] = alarms(reads, 'fn').filter(({ metric }) => /Age|Lag/.test(metric ?? ''));
    expect(more).to.deep.equal([]);
    expect(lag).to.deep.include({ id: 'offset-lag', metric: 'OffsetLag', dimensions: { FunctionName: 'fn' } });
  });

  it('adds itself to the notifications of a bucket, after its permission', async () => {
    const component = componentOf(
      kind,
      base({ triggers: [{ type: 's3', source: 'uploads', s3: { prefix: 'in/' } }] }),
      {
        references: [reference('api/uploads', 'S3', '/triggers/0/source/component')],
      },
    );
    const made = await translate(kind, component, {
      provided: { 'api/uploads': provided({ bucketArn: 'arn:bucket' }) },
    });
    const [told] = made.contributed;
    expect(told).to.include({ to: 'api/uploads', type: 'bucket-notification' });
    expect(told?.value).to.deep.include({ type: 'lambda', events: ['s3:ObjectCreated:*'], prefix: 'in/' });
    expect(made.of('aws:lambda/permission:Permission')[0]?.inputs).to.include({
      principal: 's3.amazonaws.com',
      sourceArn: 'arn:bucket',
      sourceAccount: '000000000000',
      qualifier: 'live',
    });
  });

  it('listens to topics, buses, the clock and routes', async () => {
    const component = componentOf(
      kind,
      base({
        triggers: [
          { type: 'sns', source: 'news', pattern: { kind: ['a'] }, description: 'What is new' },
          { type: 'eventbridge', pattern: { source: ['app'] }, description: 'Events of the application' },
          { type: 'schedule', schedule: 'rate(1 hour)', enabled: false, description: 'Once an hour' },
          { type: 'apigateway', source: 'edge', http: { method: 'GET', path: '/users/{id}' } },
        ],
      }),
      {
        references: [
          reference('api/news', 'SNS', '/triggers/0/source/component'),
          reference('api/edge', 'APIGateway', '/triggers/3/source/component'),
        ],
      },
    );
    const made = await translate(kind, component, {
      provided: {
        'api/news': provided({ topicArn: 'arn:news' }),
        'api/edge': provided({ apiId: 'api1', executionArn: 'arn:exec' }),
      },
    });
    expect(made.of('aws:sns/topicSubscription:TopicSubscription')[0]?.inputs).to.include({
      topic: 'arn:news',
      protocol: 'lambda',
      filterPolicy: '{"kind":["a"]}',
    });
    expect(made.of('aws:cloudwatch/eventRule:EventRule')[0]?.inputs).to.include({
      eventBusName: 'default',
      eventPattern: '{"source":["app"]}',
      description: 'Events of the application',
    });
    expect(made.of('aws:scheduler/schedule:Schedule')[0]?.inputs).to.include({
      groupName: 'schedules',
      state: 'DISABLED',
      description: 'Once an hour',
    });
    expect(made.of('aws:apigatewayv2/route:Route')[0]?.inputs).to.include({
      routeKey: 'GET /users/{id}',
      authorizationType: 'AWS_IAM',
    });
    const sources = made.of('aws:lambda/permission:Permission').map((p) => p.inputs.sourceArn);
    expect(sources).to.include.members(['arn:news', 'arn:exec/*/GET/users/*']);
  });

  it('tells the function where secrets are, and goes into the VPC for what is there', async () => {
    const consumption: Consumption = {
      access: 'connect',
      reference: { ...reference('api/db', 'RDS', '/bindings/0'), inject: { prefix: 'DB' } },
      provider: provided(
        {},
        {
          network: { securityGroupId: 'sg-db', ports: [{ port: 5432, protocol: 'tcp' }] },
          variables: () => ({ HOST: 'db.example' }),
          secrets: { PASSWORD: { arn: 'arn:secret', key: 'password', kmsKeyArn: 'arn:key' } },
        },
      ),
    };
    const component = componentOf(kind, base({ secrets: [{ name: 'TOKEN', secretRef: 'token', key: 'value' }] }));
    const made = await translate(kind, component, { consumed: [consumption] });
    const [fn] = made.of('aws:lambda/function:Function');
    expect(fn?.inputs.environment).to.deep.equal({
      variables: {
        DB_HOST: 'db.example',
        TOKEN_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:token',
        TOKEN_SECRET_KEY: 'value',
        DB_SECRET_ARN: 'arn:secret',
      },
    });
    expect(fn?.inputs.vpcConfig).to.deep.equal({
      subnetIds: ['subnet-a', 'subnet-b'],
      securityGroupIds: ['api/thing/sg-id'],
    });
    expect(String(made.of('aws:iam/rolePolicy:RolePolicy')[0]?.inputs.policy))
      .to.contain('secretsmanager:GetSecretValue')
      .and.contain('arn:key');
  });

  it('declares retries with a destination, a public address and warm environments', async () => {
    const component = componentOf(
      kind,
      base({
        async: { onFailure: { component: 'dead' } },
        url: { enabled: true, auth: 'NONE' },
        provisionedConcurrency: 2,
      }),
      { references: [reference('api/dead', 'SQS', '/async/onFailure/component', 'onFailure')] },
    );
    const made = await translate(kind, component, { provided: { 'api/dead': provided({ queueArn: 'arn:dead' }) } });
    const [settings] = made.of('aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig');
    expect(settings?.inputs.destinationConfig).to.deep.equal({ onFailure: { destination: 'arn:dead' } });
    expect(made.of('aws:lambda/permission:Permission').map((p) => p.inputs.action)).to.deep.equal([
      'lambda:InvokeFunctionUrl',
      'lambda:InvokeFunction',
    ]);
    expect(made.outputs.functionUrl).to.equal('api/thing/url.functionUrl');
    expect(made.of('aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig')).to.have.length(1);
    expect(made.alarms).to.include('destination-failures');
  });

  it('lets consumers call, and admins change settings', async () => {
    const made = await translate(kind, componentOf(kind, base()));
    expect(await granted(made, 'connect')).to.deep.equal([]);
    expect(await granted(made, 'write')).to.deep.equal([
      { Effect: 'Allow', Action: ['lambda:InvokeFunction'], Resource: ['api/thing.arn', 'api/thing/live.arn'] },
    ]);
    expect((await granted(made, 'admin'))[1]?.Action).to.include('lambda:UpdateFunctionConfiguration');
  });
});
