import { expect } from 'chai';
import { TinyCloud } from '../../common/test/cloud.js';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const BALANCER = 'aws:lb/loadBalancer:LoadBalancer';
const LISTENER = 'aws:lb/listener:Listener';
const CERTIFICATE = 'aws:acm/certificate:Certificate';

const target = 'web';
const tls = { port: 443, protocol: 'TLS', certificate: { domain: 'a.example.com', zone: 'example.com' }, target };

describe('NLBs in the sandbox', () => {
  it('are made anew for other addresses', async () => {
    const { models } = (await kind.sandbox()).default;
    expect(models.find(({ type }) => type === BALANCER)?.replaces).to.include.members(['internal', 'subnetMappings']);
  });

  it('live in one zone if they must, and have no TLS without a certificate', async () => {
    const cloud = await TinyCloud.of(kind);
    const balancer = cloud.create(BALANCER, { name: 'n', loadBalancerType: 'network', subnets: ['subnet-a'] });
    expect(balancer.id).to.match(/:loadbalancer\/net\/n\//);
    const listener = { loadBalancerArn: balancer.id, port: 443, protocol: 'TLS' };
    expect(() => cloud.create(LISTENER, listener)).to.throw('A certificate must be specified for TLS listeners');
    expect(cloud.create(LISTENER, { ...listener, certificateArn: 'arn:c' }).id).to.include(':listener/net/n/');
  });
});

describe('NLB verification', () => {
  it('wants an active load balancer', async () => {
    const cloud = await TinyCloud.of(kind);
    const component = componentOf(kind, { listeners: [{ port: 80, protocol: 'TCP', target }] });
    const missing = await cloud.verify(kind, component, { loadBalancerArn: 'arn:gone' });
    expect(missing.status).to.equal('pending');
    expect(missing.checks[0]?.detail).to.include('LoadBalancerNotFoundException');
    const { id } = cloud.create(BALANCER, { name: 'n', loadBalancerType: 'network', subnets: ['subnet-a'] });
    expect((await cloud.verify(kind, component, { loadBalancerArn: id })).status).to.equal('healthy');
    const failed = { call: async () => ({ LoadBalancers: [{ State: { Code: 'failed', Reason: 'no capacity' } }] }) };
    const verified = await cloud.verify(kind, component, { loadBalancerArn: id }, failed);
    expect(verified).to.deep.include({ status: 'failed' });
    expect(verified.checks[0]?.detail).to.equal('state is failed no capacity');
  });

  it('waits for the certificates of its listeners, each with its zone', async () => {
    const cloud = await TinyCloud.of(kind);
    const other = { ...tls, port: 444, certificate: { domain: 'b.example.org', zone: 'example.org' } };
    const component = componentOf(kind, { listeners: [tls, other] });
    cloud.create(CERTIFICATE, { domainName: 'b.example.org' }, { arn: 'arn:b' });
    const answers: Record<string, object> = {
      'elasticloadbalancing:DescribeLoadBalancers': { LoadBalancers: [{ State: { Code: 'active' } }] },
      'acm:DescribeCertificate': { Certificate: { Status: 'PENDING_VALIDATION' } },
    };
    const aws = { call: async (operation: string) => structuredClone(answers[operation]) as never };
    const found = await cloud.verify(kind, component, { loadBalancerArn: 'arn:lb' }, aws);
    expect(found.status).to.equal('pending');
    expect(found.checks[1]?.detail).to.equal(
      'PANKA-NLB-012 the certificate of b.example.org is PENDING_VALIDATION; AWS must find its records in public DNS: is the zone example.org delegated?',
    );
  });
});
