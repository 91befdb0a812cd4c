import { expect } from 'chai';
import { publicClients } from '../../../src/core/policy/rules/public-clients.js';
import type { JsonObject } from '../../../src/sdk/index.js';
import { componentOf, findings, viewOf } from './policy-harness.js';

describe('PANKA-PUB-006, who may reach what is public', () => {
  const found = (kind: string, spec: JsonObject, allowedCidrs: readonly string[] = ['203.0.113.0/24', 'pl-0a']) =>
    findings(publicClients, spec, { kind, infra: { security: { publicAccess: { allowedCidrs } } } });

  it('lets a load balancer narrow the list, and nothing else', () => {
    const balancer = (...allowedCidrs: string[]) => ({ scheme: 'internet-facing', allowedCidrs });
    expect(found('ALB', balancer('203.0.113.0/28', '203.0.113.9/32', 'pl-0a'))).to.deep.equal([]);
    expect(found('NLB', balancer('203.0.113.0/24', '203.0.112.0/23'))).to.deep.equal(['/allowedCidrs/1']);
    expect(found('ALB', balancer('cloudfront'))).to.deep.equal(['/allowedCidrs/0']);
    expect(found('ALB', balancer('cloudfront'), ['cloudfront'])).to.deep.equal([]);
  });

  it('takes an ALB without a list as open, and leaves internal ones alone', () => {
    expect(found('ALB', { scheme: 'internet-facing' })).to.deep.equal(['/scheme']);
    expect(found('NLB', { scheme: 'internet-facing' })).to.deep.equal([]);
    expect(found('ALB', { scheme: 'internal', allowedCidrs: ['10.0.0.0/8'] })).to.deep.equal([]);
  });

  it('finds what cannot tell its clients by address', () => {
    expect(found('CloudFront', {})).to.deep.equal(['']);
    expect(found('CloudFront', { waf: { webAclArn: 'arn:aws:wafv2:…' } })).to.deep.equal([]);
    expect(found('APIGateway', {})).to.deep.equal(['']);
    expect(found('Lambda', { url: { enabled: true, auth: 'NONE' } })).to.deep.equal(['/url/auth']);
    expect(found('Lambda', { url: { enabled: true, auth: 'AWS_IAM' } })).to.deep.equal([]);
    expect(found('CloudFront', {}, ['0.0.0.0/0'])).to.deep.equal([]);
  });

  it('says nothing where Security says nothing', () => {
    expect(findings(publicClients, {}, { kind: 'CloudFront' })).to.deep.equal([]);
  });

  it('quotes what is wrong and what is allowed', () => {
    const component = componentOf({ scheme: 'internet-facing', allowedCidrs: ['0.0.0.0/0'] }, { kind: 'ALB' });
    const infra = { security: { publicAccess: { allowedCidrs: ['203.0.113.0/24'] } } };
    expect(publicClients.check?.(component, viewOf(component, { infra }))?.[0]?.message).to.equal(
      'ALB api/web lets 0.0.0.0/0 in; Security.publicAccess.allowedCidrs allows 203.0.113.0/24',
    );
  });
});
