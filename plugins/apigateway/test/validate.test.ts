import { expect } from 'chai';
import type { ComponentOf, JsonObject } from 'panka/sdk';
import { componentOf, told, viewOf, type Written } from '../../common/test/component.js';
import { reference, stranger } from '../../common/test/consumption.js';
import kind from '../src/index.js';

const ARN = 'arn:aws:acm:us-east-1:000000000000:certificate/c';
const web = stranger('api/web', 'MicroService');
const internal = {
  ...stranger('api/internal', 'ALB', { scheme: 'internal' }),
  references: [reference('api/web', 'MicroService', { path: '/routes/0/target/component', reason: 'target' })],
};
const others: ComponentOf[] = [
  stranger('api/fn', 'Lambda'),
  web,
  internal,
  stranger('api/public', 'ALB', { scheme: 'internet-facing' }),
  stranger('api/tls', 'ALB', { scheme: 'internal', certificate: { arn: ARN } }),
  stranger('api/nlb', 'NLB', { scheme: 'internal', listeners: [{ port: 53, protocol: 'UDP' }] }),
  stranger('api/jobs', 'SQS', { type: 'fifo' }),
  stranger('api/events', 'EventBridge'),
];

function check(spec: JsonObject, also: Written = {}, more: readonly ComponentOf[] = []) {
  const component = componentOf(kind, { routes: [{ route: 'GET /', target: 'fn' }], ...spec }, also);
  const view = viewOf([component, ...others, ...more]);
  const referencesTo = (address: string) =>
    more.flatMap((from) => from.references.filter((r) => r.to === address).map((one) => ({ from, reference: one })));
  return told(kind.validate?.(component, { ...view, referencesTo }) ?? []);
}

const routed = (...routes: JsonObject[]) => ({
  routes: routes.map((one) => ({ route: 'GET /', target: 'fn', ...one })),
});

describe('APIGateway validation', () => {
  it('accepts the smallest API', () => {
    expect(check({})).to.deep.equal([]);
    expect(check(routed({ route: '$default' }, { route: 'ANY /{proxy+}' }))).to.deep.equal([]);
  });

  it('has routes that AWS can read, each once', () => {
    expect(check(routed({ route: 'users/{id}' }))).to.deep.equal([
      'PANKA-APIGW-001 route "users/{id}" must be "<METHOD> /path" or "$default"',
    ]);
    expect(check(routed({ route: 'GET /users/{id}' }, { route: 'GET /users/{name}' }))).to.deep.equal([
      'PANKA-APIGW-005 route "GET /users/{name}" is declared twice',
    ]);
    expect(check({ routes: [] })).to.deep.equal([
      'PANKA-APIGW-012 api/thing has no routes, and no function adds one by a trigger',
    ]);
  });

  it('knows the routes that functions add', () => {
    const trigger = { type: 'apigateway', http: { method: 'GET', path: '/' } };
    const adding = {
      ...stranger('api/other', 'Lambda', { triggers: [trigger] }),
      references: [reference('api/thing', 'APIGateway', { path: '/triggers/0/source/component', reason: 'trigger' })],
    };
    expect(check({ routes: [] }, {}, [adding])).to.deep.equal([]);
    expect(check({}, {}, [adding])).to.deep.equal([
      'PANKA-APIGW-005 route "GET /" is declared by a trigger of api/other too',
    ]);
  });

  it('reaches a service by the load balancer in front of it', () => {
    const message =
      'route "GET /": MicroService api/web is reached through an internal ALB or NLB; make that the target';
    expect(check(routed({ target: 'web' }))).to.deep.equal([`PANKA-APIGW-002 ${message}`]);
    const component = componentOf(kind, routed({ target: 'web' }));
    const [finding] = kind.validate?.(component, viewOf([component, ...others])) ?? [];
    expect(finding?.suggestion).to.equal('component: api/internal');
  });

  it('reaches load balancers that are internal, over TCP, by a name in their certificate', () => {
    expect(check(routed({ target: 'internal' }))).to.deep.equal([]);
    expect(check(routed({ target: 'public' }))).to.deep.equal([
      'PANKA-APIGW-010 route "GET /": ALB public is internet-facing; a VPC link needs scheme internal',
    ]);
    expect(check(routed({ target: 'tls' }))).to.deep.equal([
      'PANKA-APIGW-010 route "GET /": ALB tls speaks TLS; give the name that its certificate is for',
    ]);
    expect(check(routed({ target: { component: 'tls', host: 'in.example.com' } }))).to.deep.equal([]);
    expect(check(routed({ target: 'nlb' }))).to.deep.equal([
      'PANKA-APIGW-010 route "GET /": NLB nlb speaks UDP on port 53',
    ]);
    expect(check(routed({ target: { component: 'nlb', port: 80 } }))).to.deep.equal([
      'PANKA-APIGW-010 route "GET /": NLB nlb has no listener on port 80',
    ]);
  });

  it('says what queues and buses need', () => {
    expect(check(routed({ target: 'jobs' }))).to.deep.equal([
      'PANKA-APIGW-009 route "GET /": SQS jobs needs target.parameters MessageGroupId',
    ]);
    expect(check(routed({ target: { component: 'events', parameters: { Source: 'shop' } } }))).to.deep.equal([
      'PANKA-APIGW-009 route "GET /": EventBridge events needs target.parameters DetailType',
    ]);
    expect(check(routed({ target: { component: 'fn', port: 80 } }))).to.deep.equal([
      'PANKA-APIGW-009 route "GET /": target.port is for NLB, not for Lambda',
    ]);
  });

  it('warns of routes that everybody may call in production', () => {
    const open = routed({ route: 'ANY /admin', auth: 'none' });
    expect(check(open, { environmentClass: 'production' })).to.deep.equal([
      'PANKA-APIGW-003 auth none on ANY /admin in production',
    ]);
    expect(check(open)).to.deep.equal([]);
  });

  it('names authorizers that are there, with what their type needs', () => {
    const authorizers = [{ name: 'main', type: 'jwt', issuer: 'https://auth.example.com/', audience: ['app'] }];
    expect(check({ authorizers, ...routed({ auth: 'jwt:mian' }) })).to.deep.equal([
      'PANKA-APIGW-004 route "GET /": auth "jwt:mian" names no authorizer; there are main',
    ]);
    expect(check({ authorizers, ...routed({ auth: 'lambda:main' }) })).to.deep.equal([
      'PANKA-APIGW-004 route "GET /": auth "lambda:main" names a jwt authorizer; there is none of type lambda',
    ]);
    expect(
      check({
        authorizers: [
          { name: 'a', type: 'jwt' },
          { name: 'b', type: 'lambda' },
        ],
      }),
    ).to.deep.equal([
      'PANKA-APIGW-004 authorizer a: jwt needs an issuer',
      'PANKA-APIGW-004 authorizer a: jwt needs an audience',
      'PANKA-APIGW-004 authorizer b: lambda needs a component',
    ]);
    expect(check(routed({ scopes: ['read'] }))).to.deep.equal([
      'PANKA-APIGW-011 route "GET /": scopes are for jwt, not for iam',
    ]);
  });

  it('has a name that its certificate covers, and a zone for it', () => {
    const domain = (more: JsonObject) => ({ domain: { name: 'api.example.com', certificate: ARN, ...more } });
    expect(check(domain({ createRecords: false }))).to.deep.equal([]);
    expect(check(domain({}))).to.deep.equal([
      'PANKA-APIGW-007 domain api.example.com needs the zone that its record goes to, or createRecords: false',
    ]);
    expect(check(domain({ certificate: { domain: 'example.com', zone: 'example.com' } }))).to.deep.equal([
      "PANKA-APIGW-007 domain api.example.com isn't covered by the certificate of example.com",
    ]);
    expect(check(domain({ certificate: { domain: '*.example.com', zone: 'example.com' } }))).to.deep.equal([]);
    expect(check({ defaultEndpoint: false })).to.deep.equal([
      'PANKA-APIGW-007 defaultEndpoint false without a domain leaves no way to the API',
    ]);
  });

  it('gives cookies to named origins only', () => {
    expect(check({ cors: { allowOrigins: '*', allowCredentials: true } })).to.deep.equal([
      'PANKA-APIGW-006 cors.allowOrigins "*" with allowCredentials: name the origins',
    ]);
  });

  it('holds WebSocket APIs to what they can', () => {
    const socket = (more: JsonObject, ...routes: JsonObject[]) =>
      check({ type: 'websocket', ...routed(...routes.map((one) => ({ auth: 'none', ...one }))), ...more });
    expect(socket({}, { route: '$connect', auth: 'iam' }, { route: 'send' })).to.deep.equal([]);
    expect(socket({}, { route: 'GET /' })).to.deep.equal([
      'PANKA-APIGW-001 route "GET /" must be "$connect", "$disconnect", "$default" or the name of an action',
    ]);
    expect(socket({}, { route: 'send', auth: 'iam' })).to.deep.equal([
      'PANKA-APIGW-008 route "send": WebSocket APIs ask who calls in $connect only; here auth is none',
    ]);
    expect(socket({}, { route: 'send', target: 'internal' })).to.deep.equal([
      'PANKA-APIGW-008 route "send": WebSocket routes lead to Lambda, not to ALB',
    ]);
    expect(socket({ stage: '$default', cors: { allowOrigins: ['*'] } }, { route: 'send' })).to.deep.equal([
      'PANKA-APIGW-006 cors is for http APIs',
      'PANKA-APIGW-008 a WebSocket API has no stage $default',
    ]);
    expect(socket({}, { route: 'send', target: { component: 'fn', timeoutMs: 30_000 } })).to.deep.equal([
      'PANKA-APIGW-008 route "send": a WebSocket API waits 29000 ms at most, not 30000',
    ]);
    expect(socket({ accessLogs: true }, { route: 'send' })[0]).to.match(/^PANKA-APIGW-008 .* only where the account/);
  });
});
