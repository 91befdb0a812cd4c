import { expect } from 'chai';
import { certificateNames, certificateRules, covers } from '../src/certificate.js';
import { told } from './component.js';

describe('certificates', () => {
  const check = (certificate: Parameters<typeof certificateRules>[0]) =>
    told(certificateRules(certificate, { path: '/certificate', code: 'PANKA-X-001' }));

  it('exist already, or are made and validated in a zone', () => {
    expect(check({ arn: 'arn:aws:acm:us-east-1:0:certificate/c' })).to.deep.equal([]);
    expect(check({ domain: 'example.com', zone: 'example.com' })).to.deep.equal([]);
    expect(check({})).to.deep.equal(['PANKA-X-001 certificate needs exactly one of arn and domain']);
    expect(check({ domain: 'example.com' })).to.deep.equal([
      'PANKA-X-001 certificate.domain example.com needs the zone that it is validated in',
    ]);
  });

  it('are good for their names, a star standing for one label', () => {
    const names = certificateNames({ domain: 'example.com', alternativeNames: ['*.example.com'] }) ?? [];
    expect(covers(names, 'example.com')).to.equal(true);
    expect(covers(names, 'www.example.com')).to.equal(true);
    expect(covers(names, 'a.www.example.com')).to.equal(false);
    expect(covers(names, '*.example.com')).to.equal(true);
    expect(certificateNames({ arn: 'arn:c' })).to.equal(undefined);
  });
});
