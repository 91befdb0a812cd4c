import { expect } from 'chai';
import type { DiscoverRequest } from '../../../../src/core/discovery/index.js';
import { realKinds, registryOf } from '../../../docs/real-kinds.js';
import { component, discoverWritten, document, NETWORKING, STACK } from '../written-project.js';

const ROUTES = 'routes: [{name: web, host: a.example.com, target: {component: web, port: 80}}]';
const WEB = component('MicroService', 'api/web', '{image: {repository: x, tag: "1"}, ports: [{name: http, port: 80}]}');
const security = (cidrs: string) => document('Security', '{name: floor}', `{publicAccess: {allowedCidrs: ${cidrs}}}`);
const network = (zone: string) =>
  document('Networking', '{name: network}', `{vpc: {mode: create}, dns: {zone: ${zone}}}`);
const tracing = (enabled: boolean, metadata = '{name: watch}') =>
  document('Observability', metadata, `{tracing: {enabled: ${enabled}}}`);

describe('what whole documents give to components', () => {
  let kinds: Pick<DiscoverRequest, 'registry'>;
  before(async () => {
    kinds = { registry: registryOf(await realKinds()) };
  });

  async function discovered(files: Record<string, string>, environment = 'development') {
    const { value, diagnostics } = await discoverWritten(
      { 'infra/network.yaml': NETWORKING, 'services/web.yaml': WEB, ...files },
      { ...kinds, environment },
    );
    const codes = diagnostics.filter((one) => one.severity === 'error').map((one) => one.code);
    const spec = (address: string) => value?.components.find((one) => one.address === address)?.spec ?? {};
    const told = (address: string, pointer: string) => {
      const found = value?.provenance(address, `/spec${pointer}`);
      return found && [found.layer, found.value, found.source && `${found.source.file}:${found.source.line}`].join(' ');
    };
    return { codes, spec, told, diagnostics };
  }

  const balancer = (more = '') =>
    component('ALB', 'api/alb', `{${ROUTES}, certificate: {arn: "arn:aws:acm:x"}${more}}`);

  it('Security.publicAccess.allowedCidrs is who may reach a public load balancer', async () => {
    const { codes, spec, told } = await discovered({
      'infra/security.yaml': security('[203.0.113.0/24, cloudfront]'),
      'services/alb.yaml': component(
        'ALB',
        'api/alb',
        `{${ROUTES}, listeners: {http: off}, certificate: {arn: "arn:aws:acm:x"}}`,
      ),
      'services/nlb.yaml': component(
        'NLB',
        'api/nlb',
        '{scheme: internet-facing, listeners: [{port: 81, protocol: TCP, target: {component: web, port: 80}}]}',
      ),
      'services/inner.yaml': component('ALB', 'api/inner', `{scheme: internal, ${ROUTES}}`),
    });
    expect(codes).to.deep.equal([]);
    expect(spec('api/alb')['allowedCidrs']).to.deep.equal(['203.0.113.0/24', 'cloudfront']);
    expect(spec('api/nlb')['allowedCidrs'], 'an NLB knows no cloudfront').to.deep.equal(['203.0.113.0/24']);
    expect(spec('api/inner')).not.to.have.property('allowedCidrs');
    expect(told('api/alb', '/allowedCidrs/0')).to.equal('Security floor 203.0.113.0/24 infra/security.yaml:4');
  });

  it('a load balancer can narrow it, not widen it', async () => {
    const floor = { 'infra/security.yaml': security('[203.0.113.0/24]') };
    const narrow = await discovered({ ...floor, 'services/alb.yaml': balancer(', allowedCidrs: [203.0.113.0/28]') });
    expect(narrow.codes).to.deep.equal([]);
    expect(narrow.told('api/alb', '/allowedCidrs/0')).to.match(/^manifest /);
    const wide = await discovered({ ...floor, 'services/alb.yaml': balancer(', allowedCidrs: [0.0.0.0/0]') });
    expect(wide.codes).to.deep.equal(['PANKA-PUB-006']);
    expect(wide.diagnostics[0]?.source?.file).to.equal('services/alb.yaml');
  });

  it('refuses what is no address range', async () => {
    const { codes } = await discovered({ 'infra/security.yaml': security('[everyone]') });
    expect(codes).to.deep.equal(['InvalidFormat']);
  });

  it('Observability.tracing is the default of functions and topics, in their own words', async () => {
    const files = {
      'services/fn.yaml': component(
        'Lambda',
        'api/fn',
        '{runtime: nodejs22.x, handler: index.handler, code: {s3Bucket: b, s3Key: k}}',
      ),
      'services/topic.yaml': component('SNS', 'api/topic', '{}'),
    };
    const on = await discovered({ ...files, 'infra/o.yaml': tracing(true) });
    expect(on.codes).to.deep.equal([]);
    expect([on.spec('api/fn')['tracing'], on.spec('api/topic')['tracing']]).to.deep.equal(['Active', true]);
    expect(on.told('api/fn', '/tracing')).to.equal('Observability watch Active infra/o.yaml:4');
    const off = await discovered({ ...files, 'infra/o.yaml': tracing(false) }, 'production');
    expect(off.spec('api/fn')['tracing'], 'over the default of production').to.equal('PassThrough');
    const unsaid = await discovered(files, 'production');
    expect(unsaid.spec('api/fn')['tracing']).to.equal('Active');
    const both = {
      'infra/o.yaml': tracing(false),
      'infra/p.yaml': tracing(true, '{name: p, environment: production}'),
    };
    expect((await discovered({ ...files, ...both }, 'production')).spec('api/fn')['tracing']).to.equal('Active');
    expect((await discovered({ ...files, ...both })).spec('api/fn')['tracing']).to.equal('PassThrough');
  });

  it('Networking.dns.zone is the zone of names that are in it', async () => {
    const files = {
      'infra/network.yaml': network('example.com'),
      'services/alb.yaml': component(
        'ALB',
        'api/alb',
        `{${ROUTES}, domain: {names: [a.example.com]}, certificate: {domain: a.example.com}}`,
      ),
    };
    const { codes, spec, told } = await discovered(files);
    expect(codes).to.deep.equal([]);
    expect(spec('api/alb')['domain']).to.have.property('zone', 'example.com');
    expect(spec('api/alb')['certificate']).to.have.property('zone', 'example.com');
    expect(told('api/alb', '/domain/zone')).to.equal('Networking network example.com infra/network.yaml:4');
  });

  it('names of another domain still need their zone, and a zone that is written stays', async () => {
    const alb = (domain: string) =>
      component('ALB', 'api/alb', `{${ROUTES}, domain: ${domain}, certificate: {arn: "arn:aws:acm:x"}}`);
    const zone = { 'infra/network.yaml': network('example.com') };
    const other = await discovered({ ...zone, 'services/alb.yaml': alb('{names: [a.example.org]}') });
    expect(other.codes).to.deep.equal(['MissingField']);
    const own = await discovered({ ...zone, 'services/alb.yaml': alb('{names: [a.example.com], zone: Z0123456}') });
    expect(own.spec('api/alb')['domain']).to.have.property('zone', 'Z0123456');
    const byId = { 'infra/network.yaml': network('Z0123456'), 'services/alb.yaml': alb('{names: [a.example.org]}') };
    expect((await discovered(byId)).spec('api/alb')['domain'], 'what an id holds is not known').to.have.property(
      'zone',
      'Z0123456',
    );
  });

  it('a distribution gets it for its aliases, unless its certificate names a zone or it wants none', async () => {
    const cdn = async (more: string) => {
      const { spec } = await discovered({
        'infra/network.yaml': network('example.com'),
        'services/cdn.yaml': component(
          'CloudFront',
          'api/cdn',
          `{aliases: [a.example.com], origins: [{name: o, domain: o.example.net}], defaultBehavior: {origin: o}, ${more}}`,
        ),
      });
      return [spec('api/cdn')['zone'], (spec('api/cdn')['certificate'] as { zone?: string }).zone];
    };
    expect(await cdn('certificate: {domain: a.example.com}')).to.deep.equal(['example.com', 'example.com']);
    expect(await cdn('certificate: {domain: a.example.com, zone: Z0123456}')).to.deep.equal([undefined, 'Z0123456']);
    expect(await cdn('certificate: {arn: "arn:aws:acm:x"}, zone: null')).to.deep.equal([undefined, undefined]);
  });
});

describe('what a ComponentInfra says of the network', () => {
  it('is sent where it belongs, and takes security groups by either name', async () => {
    const infra = (networking: string) => ({
      'infra/network.yaml': NETWORKING,
      'services/web.yaml': component('MicroService', 'api/web', '{image: "x:1"}'),
      'infra/web.yaml': document('ComponentInfra', '{name: web, service: api}', `{networking: ${networking}}`),
    });
    const { diagnostics } = await discoverWritten(infra('{loadBalancer: {enabled: true}, ingress: []}'));
    const unknown = diagnostics.filter((one) => one.code === 'UnknownField');
    expect(unknown.map((one) => one.suggestion)).to.have.length(2);
    expect(unknown[0]?.suggestion).to.contain('in an ALB component');
    expect(unknown[1]?.suggestion).to.contain('securityGroup.ingress');
    const registry = registryOf(await realKinds());
    const files = infra('{securityGroupIds: [sg-1]}');
    const web = component('MicroService', 'api/web', '{image: {repository: x, tag: "1"}}');
    const { value } = await discoverWritten({ ...files, 'services/web.yaml': web }, { registry });
    expect(value?.components[0]?.spec['networking']).to.deep.include({ securityGroupIds: ['sg-1'] });
  });
});

describe('a dashboard', () => {
  it('is refused where no run deploys the whole stack', async () => {
    const of = async (granularity: string) => {
      const { diagnostics } = await discoverWritten({
        'stack.yaml': `${STACK}spec: {deployment: {lockGranularity: ${granularity}}}\n`,
        'infra/o.yaml': document('Observability', '{name: watch}', '{dashboard: true}'),
        'services/topic.yaml': component('SQS', 'api/jobs'),
      });
      return diagnostics
        .filter((one) => one.code === 'DashboardNeedsOneUnit')
        .map(({ source }) => `${source?.file}:${source?.line}`);
    };
    expect(await of('service')).to.deep.equal(['infra/o.yaml:4']);
    expect(await of('stack')).to.deep.equal([]);
  });
});
