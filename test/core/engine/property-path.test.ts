import { expect } from 'chai';
import fc from 'fast-check';
import { withIgnoredChanges } from '../../../src/core/engine/ignore-changes.js';
import {
  containsUnknown,
  formatPropertyPath,
  getProperty,
  isSecretAt,
  parsePropertyPath,
  pathContains,
  propertiesEqual,
} from '../../../src/core/engine/property-path.js';
import { type PropertyMap, secret, UNKNOWN } from '../../../src/core/engine/property-value.js';

describe('property paths', () => {
  it('are read in every notation', () => {
    expect(parsePropertyPath('tags.team')).to.deep.equal(['tags', 'team']);
    expect(parsePropertyPath('rules[0].days')).to.deep.equal(['rules', 0, 'days']);
    expect(parsePropertyPath('tags["a.b"].c')).to.deep.equal(['tags', 'a.b', 'c']);
    expect(parsePropertyPath('rules[*].*')).to.deep.equal(['rules', '*', '*']);
    expect(parsePropertyPath('odd[')).to.deep.equal(['odd[']);
  });

  it('come back as they were written', () => {
    const step = fc.oneof(
      fc.string({ minLength: 1 }).filter((key) => key !== '*'),
      fc.nat(99),
    );
    const path = fc.array(step, { minLength: 1 }).filter(([first]) => typeof first === 'string');
    fc.assert(
      fc.property(path, (steps) => {
        expect(parsePropertyPath(formatPropertyPath(steps))).to.deep.equal(steps);
      }),
    );
  });

  it('contain what lies below them', () => {
    expect(pathContains(['tags', '*'], ['tags', 'team', 'x'])).to.equal(true);
    expect(pathContains(['tags', 'team'], ['tags'])).to.equal(false);
  });

  it('reach through secrets, and know that they did', () => {
    const properties = { a: secret({ b: [1, { c: 'x' }] }), d: { e: secret(1) }, f: 1 };
    expect(getProperty(properties, ['a', 'b', 1, 'c'])).to.equal('x');
    expect(getProperty(properties, ['a', 'toString'])).to.equal(undefined);
    expect(isSecretAt(properties, ['a', 'b'])).to.equal(true);
    expect(isSecretAt(properties, ['d'])).to.equal(true);
    expect(isSecretAt(properties, ['f'])).to.equal(false);
  });
});

describe('propertiesEqual', () => {
  it('compares every part, secrets and unknowns included', () => {
    const value: PropertyMap = { a: [1, { b: secret('x') }], c: UNKNOWN };
    expect(propertiesEqual(value, { c: UNKNOWN, a: [1, { b: secret('x') }] })).to.equal(true);
    expect(propertiesEqual(value, { c: UNKNOWN, a: [1, { b: 'x' }] })).to.equal(false);
    expect(propertiesEqual({ a: 1 }, { b: 1 })).to.equal(false);
    expect(propertiesEqual({}, { a: null })).to.equal(false);
    expect(containsUnknown(value)).to.equal(true);
  });
});

describe('withIgnoredChanges', () => {
  it('puts back, takes out and leaves alone', () => {
    const olds = { a: { b: 1, c: 1 }, list: [{ d: 1 }], s: secret({ t: 1 }) };
    const news = { a: { b: 2, c: 2 }, list: [{ d: 2 }, { d: 3 }], s: secret({ t: 2 }), fresh: 1 };
    const ignored = withIgnoredChanges(news, olds, ['a.b', 'list[*].d', 's.t', 'fresh', 'none.at.all']);
    expect(ignored).to.deep.equal({ a: { b: 1, c: 2 }, list: [{ d: 1 }, {}], s: secret({ t: 1 }) });
  });

  it('brings back a key that is gone', () => {
    expect(withIgnoredChanges({ a: {} }, { a: { b: 1 }, c: 1 }, ['a.b', 'c'])).to.deep.equal({ a: { b: 1 }, c: 1 });
  });
});
