import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { deploymentProblems } from '../../../src/core/engine/deployment-integrity.js';
import type { DeploymentV3 } from '../../../src/core/engine/deployment-v3.js';
import { replayJournal } from '../../../src/core/engine/replay.js';
import { SCENARIOS } from './journal-scenarios.js';
import { masked } from './masked-state.js';
import { type RecordedStep, recordJournals } from './record-journals.js';

const FOLDER = join(import.meta.dirname, '..', '..', 'fixtures', 'stock-journals');

/** UPDATE_GOLDEN=1 records them anew, with the stock CLI on PATH. */
describe('what the stock CLI journalled, replayed', () => {
  for (const [name, steps] of Object.entries(SCENARIOS)) {
    const file = join(FOLDER, `${name}.json`);

    it(`is what Pulumi's own file backend holds after the same runs: ${name}`, async function () {
      this.timeout(300_000);
      if (process.env['UPDATE_GOLDEN'] === '1') {
        mkdirSync(FOLDER, { recursive: true });
        writeFileSync(file, `${JSON.stringify(await recordJournals(steps))}\n`);
      }
      expect(existsSync(file), 'recorded').to.equal(true);
      const recorded = JSON.parse(readFileSync(file, 'utf8')) as readonly RecordedStep[];
      expect(recorded.map(({ title }) => title)).to.deep.equal(steps.map(({ title }) => title));
      let base: DeploymentV3 | undefined;
      for (const { title, entries, expected } of recorded) {
        base = replayJournal(base, entries, { time: new Date(0).toISOString() });
        expect(deploymentProblems(base), title).to.deep.equal([]);
        expect(masked(base), title).to.deep.equal(expected);
      }
    });
  }
});
