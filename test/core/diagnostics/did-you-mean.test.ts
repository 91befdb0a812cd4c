import { expect } from 'chai';
import { didYouMean, meant } from '../../../src/core/diagnostics/did-you-mean.js';

const WORDS = ['replicas', 'runtime', 'ports', 'environment', 'dependsOn'];

describe('didYouMean', () => {
  it('finds a slip of the fingers: a letter too few, too many, changed or swapped, or another case', () => {
    for (const typed of ['replica', 'replicass', 'replikas', 'repilcas', 'Replicas', 'REPLICAS'])
      expect(didYouMean(typed, WORDS), typed).to.equal('replicas');
    expect(didYouMean('dependson', WORDS)).to.equal('dependsOn');
    expect(didYouMean('enviroment', WORDS)).to.equal('environment');
  });

  it('proposes nothing that is far, and less for short words', () => {
    for (const typed of ['colour', 'image', 'x', 'port-mapping'])
      expect(didYouMean(typed, WORDS), typed).to.equal(undefined);
    expect(didYouMean('cpu', ['gpu', 'memory'])).to.equal('gpu');
    expect(didYouMean('abc', ['xyz'])).to.equal(undefined);
  });

  it('takes the nearest of several', () => {
    expect(didYouMean('port', ['sport', 'ports', 'port1', 'part'])).to.equal('sport');
    expect(didYouMean('prots', ['prods', 'ports'])).to.equal('prods');
  });

  it('says it as a question', () => {
    expect(meant('replica', WORDS)).to.equal('did you mean "replicas"?');
    expect(meant('nothing', [])).to.equal(undefined);
  });
});
