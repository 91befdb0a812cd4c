import { expect } from 'chai';
import fc from 'fast-check';
import { differencesOf } from '../../../src/adapters/sandbox-cloud/property-diff.js';
import { fromPlain, toPlain } from '../../../src/adapters/sandbox-cloud/property-tree.js';
import { decodeResource, encodeResource } from '../../../src/adapters/sandbox-cloud/resource-file.js';
import { formatPropertyPath, getProperty, propertiesEqual } from '../../../src/core/engine/property-path.js';
import { type PropertyMap, type PropertyValue, secret } from '../../../src/core/engine/property-value.js';
import { sealer } from './sandbox-fixture.js';

const CANARY = 'canary';
const key = fc.constantFrom('a', 'b/c', 'd~e', 'f.g', 'name', '$x');
const leaf = fc.oneof(fc.boolean(), fc.integer({ min: 0, max: 9 }), fc.constantFrom('x', '', '{"a":1}', '[1'));

/** Property maps; `hidden` puts secrets into them. */
function maps(hidden: boolean): fc.Arbitrary<PropertyMap> {
  const { map } = fc.letrec<{ value: PropertyValue; map: PropertyMap }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      tie('map'),
      ...(hidden ? [leaf.map((value) => secret(`${CANARY}${String(value)}`))] : []),
    ) as fc.Arbitrary<PropertyValue>,
    map: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }) as fc.Arbitrary<PropertyMap>,
  }));
  return map;
}

describe('property maps of any shape', () => {
  it('have no difference to themselves, and one to every other at a path where they differ', () => {
    fc.assert(
      fc.property(maps(false), maps(false), (a, b) => {
        expect(differencesOf(a, a)).to.deep.equal([]);
        const found = differencesOf(a, b);
        expect(found.length === 0).to.equal(propertiesEqual(a, b));
        for (const { path } of found)
          expect(propertiesEqual(getProperty(a, path), getProperty(b, path)), formatPropertyPath(path)).to.equal(false);
      }),
    );
  });

  it('are the same after their secrets were taken out and put back', () => {
    fc.assert(
      fc.property(maps(true), (map) => {
        expect(propertiesEqual(fromPlain(toPlain(map)), map)).to.equal(true);
      }),
    );
  });

  it('are the same after they were on disk, where no secret can be read', () => {
    fc.assert(
      fc.property(maps(true), maps(true), (inputs, computed) => {
        const given = toPlain(inputs);
        const all = toPlain({ ...inputs, ...computed });
        const stored = {
          ...{ type: 'test:index:Thing', id: 'x', region: 'r', account: '0', owner: 'u', createdAt: 't', seed: 's' },
          ...{ inputs: given.value, secretInputs: given.secrets, outputs: all.value, secretOutputs: all.secrets },
        };
        const text = encodeResource(stored, sealer);
        expect(text).not.to.contain(CANARY);
        const read = decodeResource(text, 'file', sealer);
        expect(read.inputs).to.deep.equal(stored.inputs);
        expect(read.outputs).to.deep.equal(stored.outputs);
        expect(new Set(read.secretInputs)).to.deep.equal(new Set(stored.secretInputs));
        expect(
          propertiesEqual(fromPlain({ value: read.outputs, secrets: read.secretOutputs }), { ...inputs, ...computed }),
        ).to.equal(true);
      }),
    );
  });
});
