import { expect } from 'chai';
import { SEED, seededSample } from '../../../helpers/seeded-sample.js';
import { killMatrix } from './kill-matrix.js';
import { KILL_PROGRAMS } from './kill-programs.js';
import { memoryBackend } from './kill-stage.js';

/** Points of each program; `npm run test:long` tries all of them. */
const POINTS = Number(process.env['PANKA_KILL_POINTS'] ?? 4);

describe(`a deployment that is cut off (PANKA_SEED=${SEED}, PANKA_KILL_POINTS=${POINTS})`, () => {
  for (const program of KILL_PROGRAMS)
    it(`is finished by the next run, with nothing lost or doubled: ${program.name}`, async function () {
      this.timeout(Number.isFinite(POINTS) ? 60_000 + POINTS * 5_000 : 0);
      const { points, of, failed } = await killMatrix(program, memoryBackend(), (all) => seededSample(all, POINTS));
      console.log(`      ${program.name}: ${points} points of ${of}, ${points - failed.length} converged`);
      expect(failed, failed.join('\n')).to.deep.equal([]);
    });
});
