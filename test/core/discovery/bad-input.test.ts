import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.js';
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
      for (const diagnostic of diagnostics) expectHelp(diagnostic);
    });
  }
});

/** An error shows a place, or names the option, or says what to type. */
function expectHelp({ severity, code, message, source, suggestion }: Diagnostic): void {
  const helps = source !== undefined || suggestion !== undefined || message.includes('--set');
  expect(helps || severity !== 'error', `${code} helps`).to.equal(true);
}
