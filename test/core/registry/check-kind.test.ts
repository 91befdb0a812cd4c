import { Type } from '@sinclair/typebox';
import { expect } from 'chai';
import { isComponentKind, kindFaults } from '../../../src/core/registry/check-kind.js';

const good = {
  kind: 'Thing',
  summary: 'A thing',
  category: 'storage',
  schema: Type.Object({}, { additionalProperties: false }),
  outputs: { id: { type: 'string', description: 'Id' }, other: { type: 'string', description: 'Id', aliasOf: 'id' } },
  access: { default: 'read', levels: { read: 'read it' } },
  injects: {},
  rollback: 'reversible',
  stateful: false,
  iamActions: ['s3:GetObject'],
  translator: () => undefined,
  sandbox: () => undefined,
  stubOutputs: () => ({}),
};

describe('the shape of a component kind', () => {
  it('is recognised', () => {
    expect(kindFaults(good)).to.deep.equal([]);
    expect(isComponentKind(good)).to.equal(true);
  });

  const wrong: readonly (readonly [string, object, string])[] = [
    ['has no kind', { kind: '' }, '"kind" is not a string'],
    ['has no translator', { translator: 'x' }, '"translator" is not a function'],
    [
      'has a plain object as schema',
      { schema: { type: 'object', additionalProperties: false } },
      '"schema" is not a TypeBox object',
    ],
    ['has a schema of a list', { schema: Type.Array(Type.String()) }, '"schema" is not a TypeBox object'],
    ['has a schema that takes any field', { schema: Type.Object({}) }, '"schema" is not strict'],
    ['has an output without a type', { outputs: { id: {} } }, 'output "id" has no type'],
    [
      'has an alias of nothing',
      { outputs: { id: { type: 'string', aliasOf: 'gone' } } },
      'output "id" is an alias of nothing',
    ],
    [
      'has an unknown access level',
      { access: { default: 'read', levels: { own: 'x' } } },
      '"access.levels" holds "own"',
    ],
    ['has no rollback class', { rollback: 'maybe' }, '"rollback" is no rollback class'],
    ['has IAM actions that are no list', { iamActions: 's3:*' }, '"iamActions" is not a list'],
  ];
  for (const [title, change, text] of wrong) {
    it(`says so when a kind ${title}`, () => {
      expect(kindFaults({ ...good, ...change }).join('; ')).to.include(text);
    });
  }

  it('reports every fault at once, and survives what is no object', () => {
    expect(kindFaults({ kind: 'Thing' }).length).to.be.greaterThan(5);
    for (const value of [undefined, null, 'x', []]) expect(kindFaults(value)).to.deep.equal(['it exports no kind']);
  });
});
