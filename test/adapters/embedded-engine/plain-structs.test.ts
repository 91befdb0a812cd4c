import { expect } from 'chai';
import { usePlainStructs } from '../../../src/adapters/embedded-engine/plain-structs.js';
import { sdkInternals } from '../../../src/adapters/embedded-engine/sdk-internals.js';

const { Struct, resourceProto } = sdkInternals();
type JavaScript = Parameters<typeof Struct.fromJavaScript>[0];

/** What a message gives back of what it was given, or the error. */
function through(properties: unknown): unknown {
  try {
    const request = new resourceProto.RegisterResourceRequest();
    request.setObject(Struct.fromJavaScript(properties as JavaScript));
    return JSON.stringify(request.getObject()?.toJavaScript());
  } catch (error) {
    return (error as Error).message;
  }
}

describe('plain structs', () => {
  it('give back what structs give back, and refuse what they refuse', () => {
    const shared = { text: 'a', list: [1, [null, { deep: false }]], none: null, empty: {}, nothing: [] };
    const given = [
      shared,
      {},
      { at: new Date(0) },
      { gap: undefined },
      { call: () => 1 },
      { list: [undefined] },
      { big: 1n },
    ];
    const before = given.map(through);
    const restore = usePlainStructs({ Struct });
    try {
      expect(given.map(through)).to.deep.equal(before);
      const struct = Struct.fromJavaScript(shared as JavaScript);
      shared.list.push(2);
      expect(struct.toJavaScript()).to.have.deep.property('list', [1, [null, { deep: false }]]);
    } finally {
      restore();
    }
    expect(before.slice(-4)).to.deep.equal(Array(4).fill('Unexpected struct type.'));
  });

  it('are gone when they are no longer wanted', () => {
    const { fromJavaScript } = Struct;
    const restore = usePlainStructs({ Struct });
    expect(Struct.fromJavaScript).not.to.equal(fromJavaScript);
    restore();
    expect(Struct.fromJavaScript).to.equal(fromJavaScript);
  });
});
