import { expect } from 'chai';
import type { AwsClients } from '../../src/adapters/aws-clients/aws-clients.js';
import { SEED, seededSample } from '../helpers/seeded-sample.js';
import { clientsOf, newBucket, newTable } from '../servers/clients.js';
import { FaultProxy } from '../servers/fault-proxy.js';
import { moto } from '../servers/moto.js';
import { withServer } from '../servers/with-server.js';
import { KilledRemoteRun, type RemotePoint, STAGES } from './killed-remote-run.js';

const SAMPLE = process.env['PANKA_LONG'] === 'sample';
/** How many points of the matrix are tried; all by default. */
const POINTS = Number(process.env['PANKA_POINTS'] ?? (SAMPLE ? 5 : Number.POSITIVE_INFINITY));

/** Runs of which two have the same requests in another order may be killed a request too late. */
const ATTEMPTS = 2;

withServer(moto, () => {
  describe('a process that is killed at a request to S3 or DynamoDB', () => {
    let direct: AwsClients;
    let proxy: FaultProxy;
    const points: RemotePoint[] = [];
    const wholes = new Map<string, readonly string[]>();
    before(async () => {
      direct = clientsOf(await moto.url());
      proxy = await FaultProxy.to(await moto.url());
      for (const stage of STAGES) await withRun(stage, (run) => measure(run, stage));
    });
    after(async () => {
      await direct?.close();
      await proxy?.close();
    });

    async function withRun(stage: RemotePoint['stage'], action: (run: KilledRemoteRun) => Promise<void>) {
      const run = new KilledRemoteRun(proxy, { bucket: await newBucket(direct), table: await newTable(direct) });
      try {
        await run.prepare(stage);
        await action(run);
      } finally {
        proxy.heal();
        run.remove();
      }
    }

    /** The points of a stage are the requests that it makes; of a read, what comes after it is before the next request. */
    async function measure(run: KilledRemoteRun, stage: RemotePoint['stage']): Promise<void> {
      const requests = await run.uninterrupted(stage);
      wholes.set(stage, await run.project.cloud());
      const writes = new Set(proxy.writes);
      requests.forEach((request, index) => {
        points.push({ stage, nth: index + 1, when: 'before' });
        if (writes.has(request)) points.push({ stage, nth: index + 1, when: 'after' });
      });
    }

    async function converges(point: RemotePoint): Promise<void> {
      await withRun(point.stage, async (run) => {
        for (let attempt = 1; !(await run.kill(point)); attempt += 1) {
          expect(attempt, 'it was never killed').to.be.lessThan(ATTEMPTS);
          await run.prepare(point.stage);
        }
        await run.expectNoOrphan();
        await run.finish(point.stage);
        await run.expectWhole(wholes.get(point.stage) as readonly string[]);
      });
    }

    it('is finished by the next run, wherever that was', async function () {
      this.timeout(0);
      const chosen = seededSample(points, POINTS);
      const failed: string[] = [];
      for (const [index, point] of chosen.entries()) {
        const { stage, when, nth } = point;
        await converges(point).catch((error: unknown) => failed.push(`${stage}, ${when} ${nth}: ${String(error)}`));
        if ((index + 1) % 25 === 0)
          console.log(`      ${index + 1} points, ${failed.length} failed ${failed.at(-1) ?? ''}`);
      }
      const perStage = STAGES.map((stage) => `${stage} ${chosen.filter((point) => point.stage === stage).length}`);
      console.log(
        `      SIGKILL over S3 and DynamoDB: ${chosen.length} points of ${points.length} (${perStage.join(', ')}), ` +
          `${chosen.length - failed.length} converged; seed ${SEED}`,
      );
      expect(failed, failed.join('\n')).to.deep.equal([]);
      if (!SAMPLE && POINTS === Number.POSITIVE_INFINITY) expect(points.length).to.be.at.least(200);
    });
  });
});
