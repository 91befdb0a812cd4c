import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { stringify } from 'yaml';
import { parseCarefully } from '../../../../src/core/discovery/yaml/parse-carefully.js';
import { parseFast } from '../../../../src/core/discovery/yaml/parse-manifest.js';
import { yamlText } from './generated-yaml.js';

const json = fc
  .jsonValue({ maxDepth: 4 })
  .filter((value) => typeof value === 'object' && !JSON.stringify(value).includes('__proto__'));

describe('the fast and the careful parser', () => {
  it('give the same values for whatever the fast one accepts', () => {
    let accepted = 0;
    const check = (text: string) => {
      const fast = parseFast(text);
      if (fast === undefined || fast.problems.length > 0) return;
      accepted++;
      const careful = parseCarefully(text);
      expect(careful.problems.filter((problem) => problem.severity === 'error')).to.deep.equal([]);
      expect(
        isDeepStrictEqual(careful.documents, fast.documents),
        JSON.stringify([fast.documents, careful.documents]),
      ).to.equal(true);
    };
    fc.assert(fc.property(yamlText, check), { numRuns: 700 });
    expect(accepted, 'texts that say something').to.be.greaterThan(30);
  });

  it('read what either writes', () => {
    const check = (value: unknown) => {
      for (const text of [dump(value), stringify(value), stringify(value, { collectionStyle: 'flow' })]) {
        expect(parseCarefully(text).documents, text).to.deep.equal([value]);
        const fast = parseFast(text);
        if (fast !== undefined) expect(fast.documents, text).to.deep.equal([value]);
      }
    };
    fc.assert(fc.property(json, check), { numRuns: 200 });
  });
});
