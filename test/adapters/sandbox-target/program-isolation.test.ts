import { expect } from 'chai';
import { isolationOf } from '../../../src/adapters/sandbox-target/program-isolation.js';

const of = (...types: readonly ('bundled' | 'user' | 'linked')[]) =>
  isolationOf(types.map((type) => ({ plugin: { type } })));

describe('isolationOf', () => {
  it("follows promises as soon as one of the plugins is not Panka's own", () => {
    expect(of('bundled', 'bundled')).to.equal('one-at-a-time');
    expect(of('bundled', 'user')).to.equal('side-by-side');
    expect(of('linked', 'bundled')).to.equal('side-by-side');
  });
});
