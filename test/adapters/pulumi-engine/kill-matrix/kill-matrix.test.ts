import { expect } from 'chai';
import type { PulumiCli } from '../../../../src/adapters/pulumi-cli/find-pulumi-cli.js';
import { SEED, seededRandom, seededSample } from '../../../helpers/seeded-sample.js';
import { withStockCli } from '../../../helpers/with-stock-cli.js';
import { moto } from '../../../servers/moto.js';
import { RemoteStores } from '../../../servers/remote-stores.js';
import { withServer } from '../../../servers/with-server.js';
import { converges } from './converges.js';
import { type KillPoint, nameOf, VICTIMS, type Victim } from './kill-point.js';
import { KillStage } from './kill-stage.js';

/** Points of each victim; `npm run test:long` tries all of them. */
const POINTS = Number(process.env['PANKA_KILL_POINTS'] ?? 2);
/** Over a server, where each point takes longer: a seeded sample. */
const REMOTE_POINTS = Math.min(POINTS, 60);
/** Of each victim, at any time. */
const RANDOM_TIMES = 30;

withStockCli((cli) => {
  describe(`killed, or panka, at any moment (PANKA_SEED=${SEED}, PANKA_KILL_POINTS=${POINTS})`, () => {
    describe('over local state and locks', () => isFinished({ cli, points: POINTS }));
    withServer(moto, () =>
      isFinished({ cli, points: REMOTE_POINTS, stores: async () => RemoteStores.on(await moto.url()) }),
    );
  });
});

interface Matrix {
  readonly cli: () => PulumiCli;
  readonly points: number;
  /** Local ones without it. */
  readonly stores?: () => Promise<RemoteStores>;
}

function isFinished({ cli, points, stores }: Matrix): void {
  let stage: KillStage;

  before(async function () {
    this.timeout(60_000);
    stage = new KillStage(cli(), await stores?.());
    await stage.prepare();
  });
  after(() => stage?.close());

  for (const [at, victim] of VICTIMS.entries())
    it(`is finished by the next run, with nothing lost or doubled: ${victim} killed`, async function () {
      this.timeout(Number.isFinite(points) ? 60_000 + points * 180_000 : 0);
      const all = pointsOf(victim, stage);
      const failed: string[] = [];
      let over = 0;
      const chosen = seededSample(all, points, SEED + at);
      for (const [index, point] of chosen.entries()) {
        const told = (error: unknown) => failed.push(`${nameOf(point)}: ${messageOf(error)}`);
        if ((await converges(stage, point).catch(told)) === 'over before') over += 1;
        if ((index + 1) % 20 === 0)
          console.log(`      ${index + 1} points, ${failed.length} failed ${failed.at(-1) ?? ''}`);
      }
      console.log(
        `      ${victim}: ${chosen.length} points of ${all.length} (${stage.appends} appends), ` +
          `${chosen.length - failed.length} converged, ${over} were over before`,
      );
      expect(failed, failed.join('\n')).to.deep.equal([]);
    });
}

/** Before and after every append of an undisturbed run, and some times between its begin and its end. */
function pointsOf(victim: Victim, { appends, duration }: KillStage): readonly KillPoint[] {
  const random = seededRandom(SEED);
  const boundaries = Array.from({ length: appends }, (_, index): KillPoint[] => [
    { victim, when: 'before', append: index + 1 },
    { victim, when: 'after', append: index + 1 },
  ]);
  const times = Array.from({ length: RANDOM_TIMES }, (): KillPoint => {
    return { victim, when: 'meanwhile', ms: Math.round(random() * duration) };
  });
  return [...boundaries.flat(), ...times];
}

function messageOf(error: unknown): string {
  const { message, actual } = error as { readonly message?: string; readonly actual?: unknown };
  return `${message ?? String(error)} ${JSON.stringify(actual ?? '').slice(0, 600)}`;
}
