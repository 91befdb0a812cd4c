import { expect } from 'chai';
import fc from 'fast-check';
import { parseInterpolation } from '../../../../src/core/discovery/variables/interpolation.js';

describe('parseInterpolation', () => {
  it('splits a text into pieces', () => {
    expect(parseInterpolation('a${B}c${d-e.F:-g${H}}').parts).to.deep.equal([
      { text: 'a' },
      { written: 'B', name: 'B' },
      { text: 'c' },
      { written: 'd-e.F:-g${H}', service: 'd-e', name: 'F', fallback: 'g${H}' },
    ]);
    expect(parseInterpolation('').parts).to.deep.equal([{ text: '' }]);
  });

  it('refuses what is no variable, with how to write it as text', () => {
    for (const text of ['${}', '${a b}', '${1A}', '${aws:username}', '${A-B}', '${.A}', '${A.}', '${a.b.C}']) {
      expect(parseInterpolation(text).problem?.suggestion, text).to.equal(
        `write ${JSON.stringify(`$${text}`)} if it is meant as text`,
      );
    }
    for (const text of ['${', 'a${B', '${A:-${B}'])
      expect(parseInterpolation(text).problem?.message, text).to.match(/never closed/);
  });

  it('gives back every text without ${ as it is', () => {
    const check = (text: string) => {
      expect(parseInterpolation(text)).to.deep.equal({ parts: [{ text }] });
    };
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('${')),
        check,
      ),
    );
  });

  it('gives back every text when its ${ are escaped', () => {
    const check = (text: string) => {
      const { parts } = parseInterpolation(text.replaceAll('${', () => '$${'));
      expect(parts).to.deep.equal([{ text }]);
    };
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('$', '{', '}', 'a', ':-') }).filter((text) => !text.includes('$${')),
        check,
      ),
    );
  });
});
