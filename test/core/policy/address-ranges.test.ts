import { expect } from 'chai';
import { contains } from '../../../src/core/policy/address-ranges.js';

describe('address ranges', () => {
  const cases: readonly [outer: string, inner: string, contained: boolean][] = [
    ['10.0.0.0/8', '10.200.3.0/24', true],
    ['10.0.0.0/8', '11.0.0.0/24', false],
    ['10.1.0.0/16', '10.0.0.0/8', false],
    ['0.0.0.0/0', '203.0.113.7/32', true],
    ['0.0.0.0/0', '::/0', false],
    ['203.0.113.0/25', '203.0.113.128/25', false],
    ['::/0', '2001:db8::/32', true],
    ['2001:db8::/32', '2001:db8:0:1::/64', true],
    ['2001:db8::/32', '2001:db9::/48', false],
    ['::ffff:10.0.0.0/104', '::ffff:10.1.2.3/128', true],
    ['pl-0a', 'pl-0a', true],
    ['pl-0a', 'pl-0b', false],
    ['0.0.0.0/0', 'cloudfront', false],
    ['10.0.0.0/40', '10.0.0.0/41', false],
    ['nonsense', '10.0.0.0/8', false],
  ];
  for (const [outer, inner, contained] of cases)
    it(`${outer} ${contained ? 'holds' : 'does not hold'} ${inner}`, () => {
      expect(contains(outer, inner)).to.equal(contained);
    });
});
