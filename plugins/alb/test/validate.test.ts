import { expect } from 'chai';
import type { ApplicationView, JsonObject } from 'panka/sdk';
import { componentOf, told, viewOf } from '../../common/test/component.js';
import { stranger } from '../../common/test/consumption.js';
import kind from '../src/index.js';

const others = [stranger('api/api-server', 'MicroService', { ports: [{ name: 'http', port: 8080 }] })];
const route = (name: string, more: JsonObject = {}): JsonObject => ({
  name,
  path: `/${name}`,
  target: 'api-server',
  ...more,
});
const ARN = 'arn:aws:acm:us-east-1:000000000000:certificate/c';
const sound = { certificate: { arn: ARN }, routes: [route('api')] };

function check(spec: JsonObject, infra: Partial<ApplicationView['infra']> = {}) {
  const component = componentOf(kind, { ...sound, ...spec });
  return told(kind.validate?.(component, viewOf([component, ...others], infra)) ?? []);
}

describe('ALB validation', () => {
  it('accepts the smallest load balancers', () => {
    expect(check({})).to.deep.equal([]);
    expect(
      told(kind.validate?.(componentOf(kind, { internal: true, routes: [route('api')] }), viewOf(others)) ?? []),
    ).to.deep.equal([]);
  });

  it('needs two zones', () => {
    const message = (tier: string) =>
      `PANKA-ALB-001 ALB needs subnets in at least 2 availability zones; Networking.${tier} has 1`;
    const one = [{ id: 'subnet-a', availabilityZone: 'us-east-1a' }];
    expect(check({}, { networking: { subnets: { public: one } } })).to.deep.equal([message('public')]);
    expect(check({ scheme: 'internal' }, { networking: { subnets: { private: [...one, ...one] } } })).to.deep.equal([
      message('private'),
    ]);
    expect(check({}, { networking: { subnets: { public: [{ id: 'subnet-a' }, { id: 'subnet-b' }] } } })).to.deep.equal(
      [],
    );
    expect(check({}, { networking: { availabilityZones: 2 } })).to.deep.equal([]);
    const defaults = { availabilityZones: ['us-east-1a'] };
    expect(check({}, { networking: {}, defaults })).to.deep.equal([message('public')]);
  });

  it('needs routes that differ', () => {
    expect(check({ routes: [route('api'), route('web', { path: '/api' })] })).to.deep.equal([
      'PANKA-ALB-002 routes api and web have the same host and path',
    ]);
    expect(check({ routes: [route('api'), route('web', { path: '/api', host: 'a.example.com' })] })).to.deep.equal([]);
    expect(check({ routes: [route('api', { priority: 5 }), route('web', { priority: 5 })] })).to.deep.equal([
      'PANKA-ALB-006 routes api and web have the same priority 5',
    ]);
    expect(check({ routes: [route('api'), route('api', { path: '/b' })] })).to.deep.equal([
      'PANKA-ALB-010 route api is declared twice',
    ]);
  });

  it('takes only health checks that AWS takes', () => {
    const health = (healthCheck: JsonObject) => check({ routes: [route('api', { healthCheck })] });
    expect(health({ intervalSeconds: 5 })).to.deep.equal([
      'PANKA-ALB-014 route api: a health check every 5 s cannot take 5 s',
    ]);
    expect(health({ intervalSeconds: 5, timeoutSeconds: 4 })).to.deep.equal([]);
    expect(health({ matcher: '200-599' })).to.deep.equal([
      'PANKA-ALB-014 route api: healthCheck.matcher 200-599: codes of HTTP are 200 to 499, not 599',
    ]);
    expect(health({ matcher: '200,301-399' })).to.deep.equal([]);
  });

  it('wants HTTPS, and nothing but forwarding, for targets of HTTP/2 and gRPC', () => {
    const grpc = stranger('api/rpc', 'MicroService', { ports: [{ name: 'rpc', port: 9000, appProtocol: 'grpc' }] });
    const said = (spec: JsonObject, healthCheck: JsonObject = {}) => {
      const routes = [{ name: 'rpc', target: 'rpc', healthCheck, ...(spec.route as JsonObject | undefined) }];
      const { route: _, ...rest } = spec;
      const component = componentOf(kind, { routes, ...rest });
      return told(kind.validate?.(component, viewOf([component, grpc])) ?? []);
    };
    expect(said({ certificate: { arn: ARN } })).to.deep.equal([]);
    expect(said({ scheme: 'internal' })).to.deep.equal([
      'PANKA-ALB-015 route rpc: its target speaks GRPC, which needs a listener of HTTPS, and so a certificate',
    ]);
    expect(said({ scheme: 'internal', certificate: { arn: ARN }, listeners: { http: 'forward' } })).to.deep.equal([
      'PANKA-ALB-015 route rpc: its target speaks GRPC, which a listener of plain HTTP cannot forward to',
    ]);
    const cognito = { userPoolArn: 'arn:p', userPoolClientId: 'c', userPoolDomain: 'd' };
    expect(said({ certificate: { arn: ARN }, route: { auth: { cognito } } })).to.deep.equal([
      'PANKA-ALB-015 route rpc: its target speaks GRPC, and its rule can only forward',
    ]);
    expect(said({ certificate: { arn: ARN } }, { matcher: '0,200' })).to.deep.equal([
      'PANKA-ALB-014 route rpc: healthCheck.matcher 0,200: codes of gRPC are 0 to 99, not 200',
    ]);
  });

  it('answers nothing by itself that AWS would not', () => {
    expect(check({ defaultAction: { statusCode: 301 } })).to.deep.equal([
      'PANKA-ALB-016 defaultAction.statusCode 301: the answer of a load balancer is 2xx, 4xx or 5xx',
    ]);
  });

  it('forwards plain HTTP of everybody only where Security allows it, and never to people who sign in', () => {
    const listeners = { http: 'forward' };
    expect(check({ listeners })).to.deep.equal([
      'PANKA-ALB-005 internet-facing with listeners.http forward: what is asked and answered there can be read on the way',
    ]);
    expect(check({ listeners }, { security: { allowPlainHttp: true } })).to.deep.equal([]);
    const cognito = { userPoolArn: 'arn:p', userPoolClientId: 'c', userPoolDomain: 'd' };
    expect(check({ scheme: 'internal', listeners, routes: [route('api', { auth: { cognito } })] })).to.deep.equal([
      'PANKA-ALB-011 route api: auth needs HTTPS, and listeners.http forward takes the route there without',
    ]);
  });

  it('knows the ports of its targets', () => {
    expect(check({ routes: [route('api', { target: { component: 'api-server', port: 9000 } })] })).to.deep.equal([
      'PANKA-ALB-004 target api-server has no port 9000',
    ]);
    expect(check({ routes: [route('api', { target: { component: 'api-server', port: 8080 } })] })).to.deep.equal([]);
  });

  it('has a certificate when the world can reach it, unless Security says otherwise', () => {
    const component = componentOf(kind, { routes: [route('api')] });
    const found = (security: JsonObject) =>
      told(kind.validate?.(component, viewOf([component, ...others], { security })) ?? []);
    expect(found({})).to.deep.equal(['PANKA-ALB-005 internet-facing without certificate']);
    expect(found({ allowPlainHttp: true })).to.deep.equal([]);
  });

  it('has one certificate that can be validated', () => {
    expect(check({ certificate: { arn: ARN, domain: 'example.com' } })).to.deep.equal([
      'PANKA-ALB-009 certificate needs exactly one of arn and domain',
    ]);
    expect(check({ certificate: { domain: 'example.com' } })).to.deep.equal([
      'PANKA-ALB-009 certificate.domain example.com needs the zone that it is validated in',
    ]);
  });

  it('keeps client secrets out of the state', () => {
    const [message] = check({ routes: [route('api', { auth: { oidc: { clientSecret: 'x' } } })] });
    expect(message).to.match(/^PANKA-ALB-007 route api: auth\.oidc would put its client secret into the state/);
    expect(message).not.to.include('x"');
  });

  it('has listeners that fit its certificate', () => {
    expect(
      told(
        kind.validate?.(
          componentOf(kind, { internal: true, listeners: { http: 'off' }, routes: [route('api')] }),
          viewOf(others),
        ) ?? [],
      ),
    ).to.deep.equal(['PANKA-ALB-008 listeners.http off without a certificate leaves no listener for the routes']);
    expect(check({ listeners: { httpPort: 443 } })).to.deep.equal([
      'PANKA-ALB-008 listeners.httpPort and httpsPort are both 443',
    ]);
    const auth = { cognito: { userPoolArn: 'arn:pool', userPoolClientId: 'c', userPoolDomain: 'd' } };
    expect(
      told(
        kind.validate?.(componentOf(kind, { internal: true, routes: [route('api', { auth })] }), viewOf(others)) ?? [],
      ),
    ).to.deep.equal(['PANKA-ALB-011 route api: auth needs HTTPS, and so a certificate']);
    expect(check({ routes: [route('api', { auth })] })).to.deep.equal([]);
  });

  it('gives a function neither a port nor stickiness, and checks it less often than it may run', () => {
    const component = (more: JsonObject) =>
      componentOf(kind, { ...sound, routes: [route('api', { target: 'fn', ...more })] });
    const found = (more: JsonObject) => {
      const alb = component(more);
      return told(kind.validate?.(alb, viewOf([alb, stranger('api/fn', 'Lambda', { timeout: 20 })])) ?? []);
    };
    expect(found({})).to.deep.equal([]);
    expect(found({ healthCheck: { path: '/up', intervalSeconds: 25 } })).to.deep.equal([]);
    expect(found({ target: { component: 'fn', port: 80 }, stickiness: { enabled: true } })).to.deep.equal([
      'PANKA-ALB-012 route api: fn is a Lambda, which has no port',
      'PANKA-ALB-012 route api: fn is a Lambda; stickiness is for other targets',
    ]);
    expect(found({ healthCheck: { path: '/up' } })).to.deep.equal([
      'PANKA-ALB-012 route api: health check every 15 s, but fn may take 20 s',
    ]);
  });

  it('lets CloudFront in on one listener', () => {
    const allowedCidrs = ['cloudfront'];
    expect(check({ allowedCidrs, listeners: { http: 'off' } })).to.deep.equal([]);
    expect(check({ allowedCidrs })).to.deep.equal([
      'PANKA-ALB-013 allowedCidrs cloudfront counts as 55 rules of 60, and there are two listeners; CloudFront needs one',
    ]);
  });

  it('is waited for by its targets', () => {
    const { spec } = componentOf(kind, sound);
    expect(kind.references?.(spec)).to.deep.equal([
      {
        component: 'api-server',
        path: '/routes/0/target/component',
        edge: 'neededBy',
        reason: 'target',
        kinds: ['MicroService', 'EC2Instance', 'Lambda'],
      },
    ]);
  });

  it('logs access in production', () => {
    const needs = (environmentClass: 'development' | 'production') =>
      kind.needs?.(componentOf(kind, sound, { environmentClass }).spec);
    expect(needs('development')).to.deep.equal(['network', 'alarmTopic']);
    expect(needs('production')).to.deep.equal(['network', 'alarmTopic', 'logsBucket']);
  });
});
