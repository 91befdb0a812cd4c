import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { fixture, MANIFESTS } from './fixture.js';
import { expectGolden } from './golden.js';

/** Every folder of test/fixtures/manifests is a situation; `request.json` holds its options. */
describe('what discovery says about', () => {
  for (const situation of readdirSync(MANIFESTS).sort()) {
    it(situation.replaceAll('-', ' '), async () => {
      const folder = join(MANIFESTS, situation);
      const options = join(folder, 'request.json');
      const request = existsSync(options) ? JSON.parse(readFileSync(options, 'utf8')) : {};
      const { diagnostics } = await fixture(situation, { environment: 'development', ...request });
      expectGolden(folder, diagnostics);
      for (const { severity, suggestion, source, code, message } of diagnostics) {
        if (severity === 'error' && code !== 'YamlSyntax')
          expect(suggestion ?? source, `${code} helps`).not.to.equal(undefined);
      }
    });
  }
});
