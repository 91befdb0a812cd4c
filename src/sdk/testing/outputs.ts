import assert from 'node:assert/strict';
import type { OutputDeclaration } from '../component-kind.js';
import type { Json } from '../json.js';
import type { ContractPart } from './subject.js';

/** What others may refer to is declared, described and typed. */
export const outputs: ContractPart = ({ kind }, it) => {
  const declared = Object.entries(kind.outputs);
  const own = declared.filter(([, output]) => output.aliasOf === undefined);

  it('publishes outputs in camelCase, each described', () => {
    assert.notEqual(declared.length, 0, 'a component without outputs cannot be used by another');
    for (const [name, { description }] of declared) {
      assert.match(name, /^[a-z][A-Za-z0-9]*$/);
      assert.ok(description.trim(), `output "${name}" has no description`);
    }
  });

  it('has aliases of outputs that are there, of the same type', () => {
    for (const [name, { aliasOf, type }] of declared) {
      if (aliasOf === undefined) continue;
      const target = kind.outputs[aliasOf];
      assert.ok(target, `"${name}" is an alias of "${aliasOf}", which is no output`);
      assert.equal(target.aliasOf, undefined, `"${name}" is an alias of an alias`);
      assert.equal(type, target.type, `"${name}" and "${aliasOf}" have different types`);
    }
  });

  it('has a stub of the right type for every output, and no other', () => {
    const stubs = kind.stubOutputs('orders');
    assert.deepEqual(Object.keys(stubs).sort(), own.map(([name]) => name).sort());
    for (const [name, output] of own) assert.equal(typeOf(stubs[name]!), output.type, `stub of output "${name}"`);
  });

  it('makes the same stubs again', () => assert.deepEqual(kind.stubOutputs('orders'), kind.stubOutputs('orders')));
};

function typeOf(value: Json): OutputDeclaration['type'] | 'null' {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : (typeof value as OutputDeclaration['type']);
}
