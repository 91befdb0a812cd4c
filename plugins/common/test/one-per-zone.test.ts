import { expect } from 'chai';
import { onePerZone } from '../src/index.js';

const network = (subnets: string[], zones: readonly string[]) => ({
  vpcId: 'vpc-1',
  cidr: '10.0.0.0/16',
  subnets: () => subnets,
  zones: () => zones,
});

describe('subnets of what AWS puts into each zone once', () => {
  it('are the first of each', () => {
    expect(onePerZone(network(['a', 'b', 'c'], ['1a', '1a', '1b']), 'public')).to.deep.equal(['a', 'c']);
  });

  it('are all where it is not written which zone they are in', () => {
    expect(onePerZone(network(['a', 'b', 'c'], ['1a']), 'public')).to.deep.equal(['a', 'b', 'c']);
  });
});
