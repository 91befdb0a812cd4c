import { expect } from 'chai';
import fc from 'fast-check';
import { takeDirectives } from '../../../../src/core/discovery/merge/directives.js';
import { mergeValues } from '../../../../src/core/discovery/merge/merge-values.js';
import type { Json, JsonObject } from '../../../../src/sdk/index.js';

function merged(lower: JsonObject, higher: JsonObject): Json {
  const { value, directives } = takeDirectives(higher);
  return mergeValues(lower, value, directives);
}

describe('mergeValues', () => {
  it('merges maps deep; scalars replace', () => {
    expect(merged({ a: { b: 1, c: 2 }, d: 1 }, { a: { c: 3, e: 4 } })).to.deep.equal({ a: { b: 1, c: 3, e: 4 }, d: 1 });
    expect(merged({ a: { b: 1 } }, { a: 'text' })).to.deep.equal({ a: 'text' });
    expect(merged({ a: 'text' }, { a: { b: 1 } })).to.deep.equal({ a: { b: 1 } });
  });

  it('replaces lists', () => {
    expect(merged({ a: [1, 2] }, { a: [3] })).to.deep.equal({ a: [3] });
    expect(merged({ a: [{ x: 1 }] }, { a: [{ x: 2 }] })).to.deep.equal({ a: [{ x: 2 }] });
    expect(merged({ a: [{ name: 'x' }] }, { a: [] })).to.deep.equal({ a: [] });
  });

  it('merges lists of named items by name or id, in the lower order', () => {
    const lower = {
      ports: [
        { name: 'http', port: 80 },
        { name: 'admin', port: 81 },
      ],
    };
    expect(
      merged(lower, {
        ports: [
          { name: 'new', port: 1 },
          { name: 'admin', port: 82 },
        ],
      }),
    ).to.deep.equal({
      ports: [
        { name: 'http', port: 80 },
        { name: 'admin', port: 82 },
        { name: 'new', port: 1 },
      ],
    });
    expect(merged({ l: [{ id: 'a', x: { y: 1 } }] }, { l: [{ id: 'a', x: { z: 2 } }] })).to.deep.equal({
      l: [{ id: 'a', x: { y: 1, z: 2 } }],
    });
    expect(merged({ l: [{ name: 'a' }, { id: 'b' }] }, { l: [{ name: 'a', x: 1 }] })).to.deep.equal({
      l: [{ name: 'a', x: 1 }],
    });
  });

  it('removes a key with null', () => {
    expect(merged({ a: { b: 1, c: 2 } }, { a: { b: null } })).to.deep.equal({ a: { c: 2 } });
    expect(merged({}, { a: null, d: { e: null, f: 1 } })).to.deep.equal({ d: { f: 1 } });
  });

  it('replaces a map with $replace, at any depth', () => {
    expect(merged({ a: { b: 1 } }, { a: { $replace: true, c: 2 } })).to.deep.equal({ a: { c: 2 } });
    expect(
      merged({ a: [{ name: 'x', o: { p: 1 } }] }, { a: [{ name: 'x', o: { $replace: true, q: 2 } }] }),
    ).to.deep.equal({ a: [{ name: 'x', o: { q: 2 } }] });
    expect(merged({}, { a: { $replace: true } })).to.deep.equal({ a: {} });
  });

  it('appends to a list with $append', () => {
    expect(merged({ a: [1] }, { a: { $append: [2] } })).to.deep.equal({ a: [1, 2] });
    expect(merged({}, { a: { $append: [2] } })).to.deep.equal({ a: [2] });
    expect(merged({ a: [{ name: 'x' }] }, { a: { $append: [{ name: 'x' }] } })).to.deep.equal({
      a: [{ name: 'x' }, { name: 'x' }],
    });
  });

  it('changes neither layer, and merging twice is merging once', () => {
    const json = fc.dictionary(
      fc.constantFrom('a', 'b', 'name', 'c'),
      fc.jsonValue({ maxDepth: 2 }).filter((value) => !JSON.stringify(value).includes('$')),
    );
    const check = (lower: unknown, higher: unknown) => {
      const before = JSON.stringify([lower, higher]);
      const once = mergeValues(lower as Json, higher as Json);
      expect(JSON.stringify([lower, higher])).to.equal(before);
      expect(mergeValues(once, higher as Json)).to.deep.equal(once);
    };
    fc.assert(fc.property(json, json, check), { numRuns: 300 });
  });
});
