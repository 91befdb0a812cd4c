import { expect } from 'chai';
import type { Json, JsonObject } from 'panka/sdk';
import { matches } from '../src/event-pattern.js';

/** Whether a pattern for the field `a` matches a value of it; undefined: the field is missing. */
const matchesValue = (alternatives: Json, value?: Json) =>
  matches({ detail: { a: alternatives } }, { detail: value === undefined ? {} : { a: value } });

describe('Event patterns', () => {
  const cases: readonly [string, Json, Json | undefined, boolean][] = [
    ['a value', ['x'], 'x', true],
    ['a value of another type', [1], '1', false],
    ['any member of a list', ['x'], ['y', 'x'], true],
    ['null', [null], null, true],
    ['a prefix', [{ prefix: 'ab' }], 'abc', true],
    ['a prefix in any case', [{ prefix: { 'equals-ignore-case': 'AB' } }], 'abc', true],
    ['a suffix', [{ suffix: '.png' }], 'a.jpg', false],
    ['a wildcard', [{ wildcard: 'a*c.d*' }], 'axxc.de', true],
    ['a wildcard with a dot as a dot', [{ wildcard: 'a.c' }], 'abc', false],
    ['numbers within limits', [{ numeric: ['>', 0, '<=', 5] }], 5, true],
    ['numbers beyond limits', [{ numeric: ['>', 0, '<=', 5] }], 6, false],
    ['addresses in a range', [{ cidr: '10.0.0.0/24' }], '10.0.0.255', true],
    ['addresses outside a range', [{ cidr: '10.0.0.0/24' }], '10.0.1.0', false],
    ['addresses of six', [{ cidr: '2001:db8::/32' }], '2001:db8::1', true],
    ['anything but a value', [{ 'anything-but': 'x' }], 'x', false],
    ['anything but some values', [{ 'anything-but': ['x', 'y'] }], 'z', true],
    ['anything but a prefix', [{ 'anything-but': { prefix: 'x' } }], 'xy', false],
    ['what is missing, where it must be', [{ 'anything-but': 'x' }], undefined, false],
    ['what must be there', [{ exists: true }], 'x', true],
    ['what must not be there', [{ exists: false }], undefined, true],
    ['an operator that nobody knows', [{ begins: 'x' }], 'x', false],
  ];
  for (const [what, alternatives, value, expected] of cases)
    it(`${expected ? 'match' : 'do not match'} ${what}`, () => {
      expect(matchesValue(alternatives, value)).to.equal(expected);
    });

  it('want every field, and one side of $or', () => {
    const pattern: JsonObject = { source: ['a'], $or: [{ detail: { x: [1] } }, { detail: { y: [2] } }] };
    expect(matches(pattern, { source: 'a', detail: { y: 2 } })).to.equal(true);
    expect(matches(pattern, { source: 'a', detail: { y: 3 } })).to.equal(false);
    expect(matches(pattern, { source: 'b', detail: { y: 2 } })).to.equal(false);
  });

  it('look into lists of maps', () => {
    const pattern: JsonObject = { detail: { items: { sku: ['b'] } } };
    expect(matches(pattern, { detail: { items: [{ sku: 'a' }, { sku: 'b' }] } })).to.equal(true);
    expect(matches(pattern, { detail: { items: [] } })).to.equal(false);
  });
});
