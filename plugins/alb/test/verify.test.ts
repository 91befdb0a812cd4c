import { expect } from 'chai';
import type { JsonObject, VerifyContext } from 'panka/sdk';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';
import AlbVerifier from '../src/verify.js';

const component = componentOf(kind, {
  certificate: { domain: 'example.com', zone: 'example.com' },
  routes: [{ name: 'web', target: 'web' }],
});
const certificate = { name: 'c', type: 'aws:acm/certificate:Certificate', id: 'arn:c', outputs: { arn: 'arn:c' } };

function looking(answers: Readonly<Record<string, JsonObject>>): VerifyContext {
  const call = async (operation: string) => answers[operation] ?? {};
  return { outputs: { loadBalancerArn: 'arn:lb' }, resources: [certificate], aws: { call } };
}
const balancer = (Code: string) => ({
  'elasticloadbalancing:DescribeLoadBalancers': { LoadBalancers: [{ State: { Code } }] },
});
const issued = (Status: string) => ({ 'acm:DescribeCertificate': { Certificate: { Status } } });

describe('ALB verification', () => {
  const verifier = new AlbVerifier();

  it('is content with an active load balancer and an issued certificate', async () => {
    const found = await verifier.check(component, looking({ ...balancer('active'), ...issued('ISSUED') }));
    expect(found.status).to.equal('healthy');
    expect(found.checks).to.have.length(2);
  });

  it('waits for both', async () => {
    const found = await verifier.check(
      component,
      looking({ ...balancer('provisioning'), ...issued('PENDING_VALIDATION') }),
    );
    expect(found.status).to.equal('pending');
    expect(found.checks.map((c) => c.detail)).to.deep.equal([
      'state is provisioning',
      'PANKA-ALB-003 the certificate of example.com is PENDING_VALIDATION; AWS must find its records in public DNS: is the zone example.com delegated?',
    ]);
    expect(verifier.limitSeconds(component.spec)).to.equal(600);
  });

  it('gives up where AWS refused the certificate', async () => {
    const found = await verifier.check(
      component,
      looking({ ...balancer('active'), ...issued('VALIDATION_TIMED_OUT') }),
    );
    expect(found.status).to.equal('failed');
  });
});
