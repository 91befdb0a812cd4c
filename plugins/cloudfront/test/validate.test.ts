import { expect } from 'chai';
import type { ComponentOf, JsonObject } from 'panka/sdk';
import { componentOf, told, viewOf } from '../../common/test/component.js';
import { stranger } from '../../common/test/consumption.js';
import kind from '../src/index.js';

const ARN = 'arn:aws:acm:us-east-1:000000000000:certificate/c';
const others: ComponentOf[] = [
  stranger('api/site', 'S3', { encryption: { algorithm: 'AES256' } }),
  stranger('api/sealed', 'S3', { encryption: { algorithm: 'aws:kms', kmsKeyId: 'arn:key' } }),
  stranger('api/own', 'S3', { encryption: { algorithm: 'aws:kms' } }),
  stranger('api/internal', 'ALB', { scheme: 'internal' }),
  stranger('api/public', 'ALB', { scheme: 'internet-facing' }),
  stranger('api/closed', 'ALB', { scheme: 'internet-facing', allowedCidrs: ['cloudfront'] }),
  stranger('api/unnamed', 'ALB', { scheme: 'internal', certificate: { arn: ARN } }),
  stranger('api/nowhere', 'ALB', { allowedCidrs: ['cloudfront'], certificate: { domain: 'in.example.com' } }),
];

function check(spec: JsonObject) {
  const component = componentOf(kind, {
    origins: [{ name: 'site', component: 'site' }],
    defaultBehavior: 'site',
    ...spec,
  });
  return told(kind.validate?.(component, viewOf([component, ...others])) ?? []);
}

const from = (component: string) => check({ origins: [{ name: 'site', component }] });

describe('CloudFront validation', () => {
  it('accepts the smallest distribution', () => {
    expect(check({})).to.deep.equal([]);
    expect(check({ aliases: ['www.example.com'], certificate: ARN })).to.deep.equal([]);
  });

  it('takes certificates of us-east-1 alone', () => {
    expect(check({ aliases: ['www.example.com'], certificate: ARN.replace('us-east-1', 'eu-west-1') })).to.deep.equal([
      'PANKA-CF-001 certificate arn is in eu-west-1; CloudFront needs us-east-1',
    ]);
  });

  it('has aliases that its certificate covers', () => {
    const certificate = { domain: 'example.com', zone: 'example.com' };
    expect(check({ aliases: ['www.example.com'], certificate })).to.deep.equal([
      "PANKA-CF-002 alias www.example.com isn't covered by the certificate",
    ]);
    expect(
      check({ aliases: ['www.example.com'], certificate: { ...certificate, alternativeNames: ['*.example.com'] } }),
    ).to.deep.equal([]);
    expect(check({ aliases: ['www.example.com'] })).to.deep.equal([
      'PANKA-CF-002 alias www.example.com needs a certificate',
    ]);
    expect(check({ aliases: ['a.example.com'], certificate: {} })).to.deep.equal([
      'PANKA-CF-002 certificate needs exactly one of arn and domain',
    ]);
    expect(check({ certificate })).to.deep.equal([
      'PANKA-CF-002 certificate without aliases: nothing would be asked for by its name',
    ]);
  });

  it('reaches buckets by their component', () => {
    const domain = (name: string) => check({ origins: [{ name: 'site', domain: name }] });
    expect(domain('site.s3-website-eu-west-1.amazonaws.com')).to.deep.equal([
      "PANKA-CF-003 S3 website endpoints can't be used; give the component",
    ]);
    expect(domain('site.s3.eu-west-1.amazonaws.com')).to.deep.equal([
      'PANKA-CF-003 site.s3.eu-west-1.amazonaws.com is a bucket, which answers signed requests only; give the component',
    ]);
    expect(domain('www.example.net')).to.deep.equal([]);
  });

  it('leads behaviors to origins that are there', () => {
    expect(check({ behaviors: [{ path: '/api/*', origin: 'api' }] })).to.deep.equal([
      'PANKA-CF-004 behavior refers to unknown origin api; there are site',
    ]);
    const twice = [1, 2].map(() => ({ path: '/a/*', origin: 'site' }));
    expect(check({ behaviors: twice })).to.deep.equal(['PANKA-CF-008 path /a/* has two behaviors']);
  });

  it('has origins that are one thing each', () => {
    expect(check({ origins: [{ name: 'site' }] })).to.deep.equal([
      'PANKA-CF-005 origin site needs exactly one of component and domain',
    ]);
    expect(check({ origins: [1, 2].map(() => ({ name: 'site', component: 'site' })) })).to.deep.equal([
      'PANKA-CF-005 origin site is declared twice',
    ]);
  });

  it('warns of load balancers that can be asked around it, and names those with TLS', () => {
    expect(from('internal')).to.deep.equal([]);
    expect(from('closed')).to.deep.equal([]);
    expect(from('public')).to.deep.equal([
      'PANKA-CF-006 ALB public takes requests of everybody, around the distribution; make it internal, or let only CloudFront in',
    ]);
    expect(from('unnamed')[0]).to.match(/^PANKA-CF-012 ALB unnamed speaks TLS/);
    expect(from('nowhere')[0]).to.match(/^PANKA-CF-012 ALB nowhere speaks TLS/);
  });

  it('takes methods in the sets that CloudFront has', () => {
    expect(check({ defaultBehavior: { origin: 'site', methods: ['GET', 'POST'] } })).to.deep.equal([
      'PANKA-CF-008 methods GET, POST: CloudFront takes GET and HEAD, these and OPTIONS, or all seven',
    ]);
    expect(check({ defaultBehavior: { origin: 'site', methods: ['HEAD', 'GET'] } })).to.deep.equal([]);
  });

  it('runs one function at each event', () => {
    const functions = (...list: (JsonObject | string)[]) =>
      check({ defaultBehavior: { origin: 'site', functions: list } });
    expect(functions('a.js', { event: 'viewer-response', file: 'b.js' })).to.deep.equal([]);
    expect(functions('a.js', 'b.js')).to.deep.equal(['PANKA-CF-008 two functions run at viewer-request; one can']);
    expect(functions({ event: 'viewer-request' })).to.deep.equal([
      'PANKA-CF-008 a function needs exactly one of arn and file',
    ]);
  });

  it('takes web ACLs of its own scope, and one list of countries', () => {
    expect(check({ waf: 'arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/a/b' })[0]).to.match(/^PANKA-CF-007/);
    expect(check({ waf: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/b' })).to.deep.equal([]);
    expect(check({ geo: { allow: ['DE'], block: ['FR'] } })).to.deep.equal([
      'PANKA-CF-010 geo has both allow and block; give one',
    ]);
  });

  it('tells that a single-page application answers for every origin', () => {
    const origins = ['site', 'api'].map((name) => ({ name, component: 'site' }));
    expect(check({ origins, spa: true, behaviors: [{ path: '/api/*', origin: 'api' }] })).to.deep.equal([
      'PANKA-CF-009 spa holds for every path: 403 and 404 of /api/* (origin api) become index.html, too',
    ]);
    expect(check({ spa: true, defaultRootObject: '' })).to.deep.equal([
      'PANKA-CF-009 spa answers with defaultRootObject, which is empty',
    ]);
  });

  it('tells of keys that must let CloudFront decrypt', () => {
    expect(from('own')).to.deep.equal([]);
    expect(from('sealed')).to.deep.equal([
      'PANKA-CF-011 objects of sealed are encrypted with arn:key; its policy must let cloudfront.amazonaws.com decrypt',
    ]);
  });
});
