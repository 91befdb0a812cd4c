import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { ComponentOf, JsonObject, ProvidedComponent } from 'panka/sdk';
import { componentOf } from '../../common/test/component.js';
import { reference, stranger } from '../../common/test/consumption.js';
import { granted, type Translated, translate } from '../../common/test/translation.js';
import kind from '../src/index.js';

const INTEGRATION = 'aws:apigatewayv2/integration:Integration';
const ROUTE = 'aws:apigatewayv2/route:Route';
const PERMISSION = 'aws:lambda/permission:Permission';
const RULE = 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule';

function target(
  component: ComponentOf,
  outputs: Readonly<Record<string, unknown>>,
  provides: ProvidedComponent['provides'] = {},
): ProvidedComponent {
  const values = Object.entries(outputs).map(([name, value]) => [name, pulumi.output(value)] as const);
  return { component, provides, outputs: Object.fromEntries(values) };
}

const fn = target(stranger('api/fn', 'Lambda'), { functionName: 'fn', invokeArn: 'arn:invoke' });
const alb = target(
  stranger('api/internal', 'ALB', {
    scheme: 'internal',
    certificate: { domain: 'in.example.com' },
    listeners: { httpPort: 80, httpsPort: 8443 },
  }),
  { listenerArn: 'arn:https' },
  { network: { securityGroupId: 'sg-alb', ports: [] } },
);
const nlb = target(
  stranger('api/tcp', 'NLB', {
    scheme: 'internal',
    listeners: [
      { port: 80, protocol: 'TCP' },
      { port: 81, protocol: 'TCP' },
    ],
  }),
  { listenerArns: { '80': 'arn:80', '81': 'arn:81' } },
);
const queue = target(
  stranger('api/jobs', 'SQS'),
  { queueUrl: 'https://jobs' },
  {
    statements: () => [{ Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: 'arn:jobs' }],
  },
);
const bus = target(stranger('api/events', 'EventBridge'), { busName: 'events' });
const all = [fn, alb, nlb, queue, bus];

async function made(spec: JsonObject) {
  const component = componentOf(kind, spec, {
    references: (kind.references?.(componentOf(kind, spec).spec) ?? []).map((one) => {
      const { component: found } = all.find((t) => t.component.name === one.component)!;
      return reference(found.address, found.kind, { path: one.path, reason: one.reason });
    }),
  });
  return translate(kind, component, { provided: Object.fromEntries(all.map((t) => [t.component.address, t])) });
}

const inputs = (api: Translated, type: string) => api.of(type).map((one) => one.inputs);
const named = (api: Translated, name: string) => api.resources.find((r) => r.name === `api/thing${name}`)?.inputs;

describe('APIGateway translation', () => {
  it('calls a function at live, and lets nobody call who has not signed', async () => {
    const api = await made({ routes: [{ route: 'GET /users/{id}', target: 'fn' }] });
    expect(inputs(api, INTEGRATION)[0]).to.include({
      integrationType: 'AWS_PROXY',
      integrationUri: 'arn:invoke',
      payloadFormatVersion: '2.0',
      timeoutMilliseconds: 29_000,
    });
    expect(api.of(ROUTE)[0]).to.deep.include({
      name: 'api/thing/route/GET-/users/:id',
      inputs: {
        apiId: 'api/thing-id',
        routeKey: 'GET /users/{id}',
        target: 'integrations/api/thing/integration/GET-/users/:id-id',
        authorizationType: 'AWS_IAM',
      },
    });
    expect(api.alarms).to.deep.equal(['5xx', 'latency']);
  });

  it('permits a function once, however many routes lead to it', async () => {
    const routes = ['GET /a', 'GET /b'].map((route) => ({ route, target: 'fn' }));
    const permissions = inputs(await made({ routes }), PERMISSION);
    expect(permissions).to.have.length(1);
    expect(permissions[0]).to.include({ function: 'fn', qualifier: 'live', principal: 'apigateway.amazonaws.com' });
    expect(permissions[0]?.sourceArn).to.match(/\/\*\/\*$/);
  });

  it('reaches load balancers by one VPC link that each of them lets in', async () => {
    const api = await made({
      routes: [
        { route: 'GET /a', target: 'internal' },
        { route: 'GET /b', target: 'internal' },
        { route: 'GET /c', target: { component: 'tcp', port: 81 } },
      ],
    });
    expect(api.of('aws:apigatewayv2/vpcLink:VpcLink')).to.have.length(1);
    expect(named(api, '/integration/GET-/a')).to.deep.include({
      integrationType: 'HTTP_PROXY',
      integrationUri: 'arn:https',
      connectionType: 'VPC_LINK',
      connectionId: 'api/thing/vpc-link-id',
      tlsConfig: { serverNameToVerify: 'in.example.com' },
    });
    expect(named(api, '/integration/GET-/c'))
      .to.include({ integrationUri: 'arn:81' })
      .and.not.have.property('tlsConfig');
    expect(api.of(RULE).map((r) => r.name)).to.deep.equal(['api/thing/to/api/internal/8443']);
    expect(api.of(RULE)[0]?.inputs.securityGroupId).to.equal('sg-alb');
  });

  it('keeps the name of a stage out of the path that services see', async () => {
    const routes = [{ route: '$default', target: 'internal' }];
    const path = { 'overwrite:path': '$request.path' };
    expect(inputs(await made({ routes, stage: 'main' }), INTEGRATION)[0]?.requestParameters).to.deep.equal(path);
    expect(inputs(await made({ routes }), INTEGRATION)[0]).not.to.have.property('requestParameters');
  });

  it('puts bodies into queues and onto buses, in a role that may do just that', async () => {
    const api = await made({
      routes: [
        { route: 'POST /jobs', target: 'jobs' },
        {
          route: 'POST /events',
          target: { component: 'events', parameters: { Source: 'shop', DetailType: 'Order' } },
        },
      ],
    });
    expect(named(api, '/integration/POST-/jobs')).to.deep.include({
      integrationSubtype: 'SQS-SendMessage',
      credentialsArn: 'api/thing/integration-role.arn',
      requestParameters: { QueueUrl: 'https://jobs', MessageBody: '$request.body' },
    });
    expect(named(api, '/integration/POST-/events')?.requestParameters).to.deep.equal({
      EventBusName: 'events',
      Detail: '$request.body',
      Source: 'shop',
      DetailType: 'Order',
    });
    expect(inputs(api, 'aws:iam/rolePolicy:RolePolicy')[0]?.policy).to.include('arn:jobs');
  });

  it('asks tokens or a function who calls', async () => {
    const api = await made({
      authorizers: [
        { name: 'people', type: 'jwt', issuer: 'https://auth.example.com/', audience: 'app' },
        { name: 'keys', type: 'lambda', component: 'fn' },
      ],
      routes: [
        { route: 'GET /a', target: 'fn', auth: 'jwt:people', scopes: ['read'] },
        { route: 'GET /b', target: 'fn', auth: 'lambda:keys' },
        { route: 'GET /c', target: 'fn', auth: 'none' },
      ],
    });
    expect(named(api, '/route/GET-/a')).to.deep.include({
      authorizationType: 'JWT',
      authorizerId: 'api/thing/authorizer/people-id',
      authorizationScopes: ['read'],
    });
    expect(named(api, '/route/GET-/b')).to.include({
      authorizationType: 'CUSTOM',
      authorizerId: 'api/thing/authorizer/keys-id',
    });
    expect(named(api, '/route/GET-/c')).to.include({ authorizationType: 'NONE' });
    const [jwt, keys] = ['people', 'keys'].map((name) => named(api, `/authorizer/${name}`));
    expect(jwt?.jwtConfiguration).to.deep.equal({ issuer: 'https://auth.example.com/', audiences: ['app'] });
    expect(keys).to.include({ authorizerPayloadFormatVersion: '2.0', authorizerResultTtlInSeconds: 300 });
    expect(api.of(PERMISSION).map((p) => p.name)).to.include('api/thing/authorizer/keys/permission');
  });

  it('answers at its own name only, where it has one', async () => {
    const domain = {
      name: 'api.example.com',
      certificate: 'arn:aws:acm:us-east-1:0:certificate/c',
      zone: 'Z0123456789',
    };
    const routes = [{ route: '$default', target: 'fn' }];
    const api = await made({ routes, domain: { ...domain, basePath: 'v1' } });
    expect(api.outputs.url).to.equal('https://api.example.com/v1');
    expect(named(api, '')?.disableExecuteApiEndpoint).to.equal(true);
    expect(inputs(api, 'aws:apigatewayv2/apiMapping:ApiMapping')[0]).to.include({
      apiMappingKey: 'v1',
      stage: '$default',
    });
    expect(inputs(api, 'aws:route53/record:Record')[0]).to.include({ name: 'api.example.com', type: 'A' });
    const unnamed = await made({ routes });
    expect(named(unnamed, '')?.disableExecuteApiEndpoint).to.equal(false);
  });

  it('logs requests as JSON, and knows what they are in a WebSocket API', async () => {
    const routes = [{ route: '$connect', target: 'fn' }];
    const http = await made({ routes: [{ route: '$default', target: 'fn' }] });
    const { accessLogSettings } = inputs(http, 'aws:apigatewayv2/stage:Stage')[0] ?? {};
    expect(JSON.parse(String((accessLogSettings as JsonObject).format))).to.include({ method: '$context.httpMethod' });
    const socket = await made({ type: 'websocket', routes });
    expect(named(socket, '')).to.include({
      protocolType: 'WEBSOCKET',
      routeSelectionExpression: '$request.body.action',
    });
    expect(inputs(socket, 'aws:apigatewayv2/stage:Stage')[0])
      .to.include({ name: 'live' })
      .and.not.have.property('accessLogSettings');
    expect(inputs(socket, INTEGRATION)[0]?.payloadFormatVersion).to.equal('1.0');
    expect(socket.outputs).not.to.have.property('logGroupName');
  });

  it('lets consumers call its routes, and send to the connections of a WebSocket API', async () => {
    const api = await made({ routes: [{ route: '$default', target: 'fn' }] });
    expect(await granted(api, 'connect')).to.deep.equal([]);
    expect((await granted(api, 'write'))[0]?.Action).to.deep.equal(['execute-api:Invoke']);
    const socket = await made({ type: 'websocket', routes: [{ route: '$connect', target: 'fn' }] });
    expect((await granted(socket, 'write'))[0]?.Action).to.include('execute-api:ManageConnections');
  });
});
