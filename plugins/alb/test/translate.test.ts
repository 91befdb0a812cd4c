import { expect } from 'chai';
import type { ComponentOf, JsonObject, Services } from 'panka/sdk';
import { componentOf } from '../../common/test/component.js';
import { reference, stranger } from '../../common/test/consumption.js';
import { type Given, type Translated, translate } from '../../common/test/translation.js';
import kind from '../src/index.js';

const RULE = 'aws:lb/listenerRule:ListenerRule';
const RECORD = 'aws:route53/record:Record';
const ARN = 'arn:aws:acm:us-east-1:000000000000:certificate/c';

const web = stranger('api/web', 'MicroService', {
  ports: [{ name: 'http', port: 8080, protocol: 'tcp' }],
  healthCheck: { path: '/health', protocol: 'HTTP' },
});
const rpc = stranger('api/rpc', 'MicroService', {
  ports: [{ name: 'grpc', port: 50051, protocol: 'tcp', appProtocol: 'grpc' }],
  healthCheck: { path: '/', port: 50052, protocol: 'HTTP' },
});
const fn = stranger('api/fn', 'Lambda');

const validationRecord = {
  domainName: 'example.com',
  resourceRecordName: '_proof.example.com.',
  resourceRecordType: 'CNAME',
  resourceRecordValue: '_value.acm',
};

function named(alb: Translated, name: string) {
  return alb.resources.find((resource) => resource.name === name);
}

async function made(spec: JsonObject, targets: readonly ComponentOf[] = [web], given: Given = {}) {
  const routes = targets.map((t) => ({ name: t.name, path: `/${t.name}/*`, target: t.name }));
  const component = componentOf(
    kind,
    { routes, ...spec },
    {
      references: targets.map((t, index) =>
        reference(t.address, t.kind, { path: `/routes/${index}/target/component`, edge: 'neededBy', reason: 'target' }),
      ),
    },
  );
  const infra = { defaults: {}, security: {}, observability: {}, compliance: {} };
  return translate(kind, component, {
    components: Object.fromEntries(targets.map((t) => [t.address, t])),
    ...given,
    services: { infra, ...given.services } as Partial<Services>,
  });
}

function pathsByRule(alb: Translated) {
  const pathOf = (conditions: unknown) => /"values":\["([^"]+)"\]/.exec(JSON.stringify(conditions))?.[1];
  return Object.fromEntries(
    alb.of(RULE).map(({ name, inputs }) => [name.replace('api/thing/', ''), pathOf(inputs.conditions)]),
  );
}

describe('ALB translation', () => {
  it('is in one subnet of each zone, as AWS wants it', async () => {
    const ids = { public: ['subnet-a', 'subnet-a2', 'subnet-b'], private: ['subnet-p', 'subnet-q'], data: [] };
    const network: Services['network'] = {
      vpcId: 'vpc-1',
      cidr: '10.0.0.0/16',
      subnets: (tier) => [...ids[tier]],
      zones: (tier) => (tier === 'public' ? ['us-east-1a', 'us-east-1a', 'us-east-1b'] : []),
    };
    const balancer = async (spec: JsonObject) =>
      (await made({ certificate: { arn: ARN }, ...spec }, [web], { services: { network } })).of(
        'aws:lb/loadBalancer:LoadBalancer',
      )[0]?.inputs.subnets;
    expect(await balancer({})).to.deep.equal(['subnet-a', 'subnet-b']);
    expect(await balancer({ scheme: 'internal' })).to.deep.equal(['subnet-p', 'subnet-q']);
  });

  it('redirects plain HTTP and answers routes over HTTPS', async () => {
    const alb = await made({ certificate: { arn: ARN } });
    const https = named(alb, 'api/thing/https');
    const http = named(alb, 'api/thing/http');
    expect(https?.inputs).to.include({ port: 443, protocol: 'HTTPS', certificateArn: ARN });
    expect(http?.inputs).to.include({ port: 80, protocol: 'HTTP' });
    expect(JSON.stringify(http?.inputs.defaultActions)).to.include('HTTP_301');
    expect(alb.of(RULE)[0]?.inputs).to.include({ listenerArn: 'api/thing/https.arn', priority: 100 });
    expect(alb.outputs).to.deep.include({
      loadBalancerArn: 'api/thing.arn',
      listenerArn: 'api/thing/https.arn',
      targetGroupArns: { web: 'api/thing/target/web.arn' },
    });
    expect(alb.alarms).to.deep.equal(['target-5xx', 'elb-5xx', 'latency']);
  });

  it('has the routes on both listeners where plain HTTP forwards beside HTTPS', async () => {
    const alb = await made({ certificate: { arn: ARN }, scheme: 'internal', listeners: { http: 'forward' } });
    const rules = alb.of(RULE).map(({ name, inputs }) => [name, inputs.listenerArn, inputs.priority]);
    expect(rules).to.deep.equal([
      ['api/thing/http/rule/100', 'api/thing/http.arn', 100],
      ['api/thing/rule/100', 'api/thing/https.arn', 100],
    ]);
    const [main, plain] = alb.of(RULE).map(({ inputs }) => [inputs.actions, inputs.conditions]);
    expect(plain).to.deep.equal(main);
  });

  it('reads port, protocol and health check from the manifest of the target', async () => {
    const alb = await made({ certificate: { arn: ARN } }, [web, rpc, fn]);
    const [http, grpc, lambda] = ['web', 'rpc', 'fn'].map((name) => named(alb, `api/thing/target/${name}`)?.inputs);
    expect(http).to.deep.include({ targetType: 'ip', port: 8080, protocolVersion: 'HTTP1' });
    expect(http?.healthCheck).to.deep.include({ path: '/health', port: 'traffic-port', matcher: '200-399' });
    expect(grpc).to.deep.include({ port: 50051, protocolVersion: 'GRPC' });
    expect(grpc?.healthCheck).to.deep.include({ path: '/AWS.ALB/healthcheck', port: '50052', matcher: '0-99' });
    expect(lambda).to.include({ targetType: 'lambda' }).and.not.have.any.keys('port', 'vpcId', 'protocol');
    expect(lambda?.healthCheck).to.deep.equal({ enabled: false });
  });

  it('asks a function how it is only where the route says what to ask', async () => {
    const routes = [{ name: 'fn', target: 'fn', healthCheck: { path: '/up', intervalSeconds: 40 } }];
    const alb = await made({ certificate: { arn: ARN }, routes }, [fn]);
    expect(named(alb, 'api/thing/target/fn')?.inputs.healthCheck)
      .to.deep.include({ enabled: true, path: '/up', interval: 40 })
      .and.not.have.any.keys('port', 'protocol');
  });

  it('orders routes as they are written, around given priorities', async () => {
    const routes = ['a', 'b', 'c'].map((name) => ({ name, path: `/${name}`, target: 'web' }));
    const alb = await made({ internal: true, routes: [routes[0]!, { ...routes[1]!, priority: 110 }, routes[2]!] }, [
      web,
      web,
      web,
    ]);
    expect(pathsByRule(alb)).to.deep.equal({ 'rule/100': '/a', 'rule/110': '/b', 'rule/120': '/c' });
  });

  it('changes no priority when a route comes in between', async () => {
    const routes = (...names: string[]) =>
      made({ internal: true, routes: names.map((name) => ({ name, path: `/${name}`, target: 'web' })) }, [
        web,
        web,
        web,
      ]);
    const before = await routes('a', 'c');
    const after = await routes('a', 'b', 'c');
    expect(pathsByRule(before)).to.deep.equal({ 'rule/100': '/a', 'rule/110': '/c' });
    expect(pathsByRule(after)).to.deep.equal({ 'rule/100': '/a', 'rule/110': '/b', 'rule/120': '/c' });
    for (const { name, inputs } of after.of(RULE)) expect(name).to.equal(`api/thing/rule/${String(inputs.priority)}`);
    expect(after.of(RULE).map(({ inputs }) => inputs.priority)).to.deep.equal([120, 110, 100]);
  });

  it('gets a certificate for a name and its wildcard with one record, and points its names at itself', async () => {
    const alb = await made(
      {
        certificate: { domain: 'example.com', alternativeNames: ['*.example.com'], zone: 'Z0123456789' },
        domain: { names: ['example.com'], zone: 'example.com' },
      },
      [web],
      {
        lookups: { 'aws:route53/getZone:getZone': { zoneId: 'ZFOUND' } },
        computed: { 'aws:acm/certificate:Certificate': { domainValidationOptions: [validationRecord] } },
      },
    );
    expect(alb.of('aws:acm/certificate:Certificate')[0]?.inputs).to.deep.include({
      domainName: 'example.com',
      subjectAlternativeNames: ['*.example.com'],
      validationMethod: 'DNS',
    });
    expect(alb.of(RECORD)).to.have.length(2);
    expect(named(alb, 'api/thing/certificate-record/example.com')?.inputs).to.deep.include({
      zoneId: 'Z0123456789',
      name: '_proof.example.com.',
      records: ['_value.acm'],
    });
    expect(named(alb, 'api/thing/record/example.com')?.inputs).to.include({
      zoneId: 'ZFOUND',
      name: 'example.com',
      type: 'A',
    });
    expect(alb.outputs.url).to.equal('https://example.com');
  });

  it('lets the world in on its listeners, an internal one the VPC', async () => {
    const rules = 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule';
    const open = await made({ certificate: { arn: ARN } });
    expect(open.of(rules).map((r) => r.name)).to.have.members([
      'api/thing/in/443/0.0.0.0/0',
      'api/thing/in/80/0.0.0.0/0',
    ]);
    const internal = await made({ internal: true });
    expect(internal.of(rules).map((r) => r.name)).to.deep.equal(['api/thing/in/80/vpc']);
    expect(internal.translation.provides?.network?.ports).to.deep.equal([{ port: 80, protocol: 'tcp' }]);
    expect(open.translation.provides).not.to.have.property('network');
  });

  it('stands behind the firewall that Security sets for public load balancers', async () => {
    const waf = 'aws:wafv2/webAclAssociation:WebAclAssociation';
    const infra = { defaults: {}, security: { waf: { webAclArn: 'arn:acl' } }, observability: {}, compliance: {} };
    const given = { services: { infra } as unknown as Partial<Services> };
    expect((await made({ certificate: { arn: ARN } }, [web], given)).of(waf)[0]?.inputs.webAclArn).to.equal('arn:acl');
    expect((await made({ internal: true }, [web], given)).of(waf)).to.deep.equal([]);
  });
});
