import { expect } from 'chai';
import { SECRET_SIG, SIG_KEY } from '../../../src/core/engine/deployment-v3.js';
import { compareValues, yamlPath } from '../../../src/core/state-admin/compare-values.js';
import { HIDDEN, maskedProperties } from '../../../src/core/state-admin/masked-properties.js';

const sealed = (ciphertext: string) => ({ [SIG_KEY]: SECRET_SIG, ciphertext });

describe('a comparison of values', () => {
  it('names places as one writes them in YAML', () => {
    expect(yamlPath('/containers/0/image')).to.equal('containers[0].image');
    expect(yamlPath('/tags/panka:kind')).to.equal('tags."panka:kind"');
    expect(yamlPath('/paths/~1a~0b')).to.equal('paths."/a~b"');
  });

  it('tells what was changed, added and removed', () => {
    const changes = compareValues({ a: 1, b: [1, 2], c: { d: 'x' } }, { a: 1, b: [1, 3, 4], e: true });
    expect(changes).to.deep.equal([
      { path: 'b[1]', before: 2, after: 3 },
      { path: 'b[2]', after: 4 },
      { path: 'c', before: { d: 'x' } },
      { path: 'e', after: true },
    ]);
  });

  it('tells that a secret has changed, and never shows it', () => {
    const changes = compareValues({ password: 'old', list: { apiKey: 'k' } }, { password: 'new', list: {} });
    expect(changes).to.deep.equal([
      { path: 'list.apiKey', before: HIDDEN },
      { path: 'password', before: HIDDEN, after: HIDDEN },
    ]);
  });

  it('takes sealed secrets for equal, which differ with every sealing', () => {
    expect(compareValues({ key: sealed('one') }, { key: sealed('two') })).to.deep.equal([]);
    expect(compareValues({ key: 'open' }, { key: sealed('two') })).to.deep.equal([
      { path: 'key', before: 'open', after: HIDDEN },
    ]);
  });
});

describe('masked properties', () => {
  it('hide what is sealed, what has the name of a secret, and what looks like one', () => {
    const value = {
      a: sealed('x'),
      dbPassword: 'p',
      tokens: ['AKIAIOSFODNN7EXAMPLE'],
      secretArn: 'arn',
      deep: [{ apiKey: 'k' }],
    };
    expect(maskedProperties(value)).to.deep.equal({
      ...{ a: HIDDEN, dbPassword: HIDDEN, tokens: [HIDDEN], secretArn: 'arn' },
      deep: [{ apiKey: HIDDEN }],
    });
  });

  it('leave everything else as it is', () => {
    const value = { name: 'orders', size: 3, on: true, none: null, list: ['a', 1], empty: { password: '' } };
    expect(maskedProperties(value)).to.deep.equal(value);
  });
});
