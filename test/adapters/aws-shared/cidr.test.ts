import { expect } from 'chai';
import * as fc from 'fast-check';
import { subnetCidr } from '../../../src/adapters/aws-shared/cidr.js';
import type { SubnetTier } from '../../../src/sdk/index.js';

const TIERS: readonly SubnetTier[] = ['public', 'private', 'data'];

function range(cidr: string): [number, number] {
  const [address = '', prefix] = cidr.split('/');
  const start = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return [start, start + 2 ** (32 - Number(prefix)) - 1];
}

describe('blocks of subnets', () => {
  it('gives a /16 public and data /24s and private /20s', () => {
    const blocks = TIERS.map((tier) => [0, 1, 2].map((index) => subnetCidr('10.40.0.0/16', tier, index)));
    expect(blocks).to.deep.equal([
      ['10.40.0.0/24', '10.40.1.0/24', '10.40.2.0/24'],
      ['10.40.16.0/20', '10.40.32.0/20', '10.40.48.0/20'],
      ['10.40.8.0/24', '10.40.9.0/24', '10.40.10.0/24'],
    ]);
  });

  it('never overlaps and never leaves the VPC, whatever the size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 20 }), fc.nat(15), (prefix, n) => {
        const vpc = `10.${n}.0.0/${prefix}`;
        const [low, high] = range(vpc);
        const ranges = TIERS.flatMap((tier) => [0, 1, 2].map((i) => range(subnetCidr(vpc, tier, i)))).sort(
          (a, b) => a[0] - b[0],
        );
        for (const [index, [start, end]] of ranges.entries()) {
          expect(start).to.be.at.least(index === 0 ? low : (ranges[index - 1]?.[1] ?? 0) + 1);
          expect(end).to.be.at.most(high);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('refuses blocks that AWS or the division would not take', () => {
    expect(() => subnetCidr('10.0.0.0/8', 'public', 0)).to.throw('must be between /16 and /20');
    expect(() => subnetCidr('10.0.0.0/24', 'public', 0)).to.throw('must be between /16 and /20');
    expect(() => subnetCidr('10.0.1.0/16', 'public', 0)).to.throw('does not start at a multiple of its size');
    expect(() => subnetCidr('10.0.0.300/16', 'public', 0)).to.throw("'10.0.0.300/16' is not an IPv4 block");
    expect(() => subnetCidr('fd00::/16', 'public', 0)).to.throw('is not an IPv4 block');
  });
});
