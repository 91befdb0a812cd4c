import { expect } from 'chai';
import { architectureOf, hasCredits } from '../src/instance-type.js';

describe('an instance type', () => {
  it('tells its processor by its family', () => {
    for (const type of [
      't4g.small',
      'm7gd.large',
      'c7gn.xlarge',
      'im4gn.large',
      'is4gen.large',
      'x2gd.metal',
      'g5g.xlarge',
      'a1.large',
      'r8g.48xlarge',
    ])
      expect(architectureOf(type), type).to.equal('arm64');
    for (const type of [
      't3.small',
      't3a.small',
      'm7i.large',
      'm7i-flex.large',
      'c7a.large',
      'g4dn.xlarge',
      'g5.xlarge',
      'p4d.24xlarge',
      'gr6.4xlarge',
      'x2iedn.xlarge',
      'u-6tb1.metal',
    ])
      expect(architectureOf(type), type).to.equal('x86_64');
  });

  it('has credits where its family bursts', () => {
    expect(['t2.nano', 't4g.small', 'trn1.2xlarge', 'm7g.large'].map(hasCredits)).to.deep.equal([
      true,
      true,
      false,
      false,
    ]);
  });
});
