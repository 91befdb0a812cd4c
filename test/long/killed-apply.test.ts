import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { CliProject } from '../helpers/cli.js';

const SAMPLE = process.env['PANKA_LONG'] === 'sample';
const SEED = Number(process.env['PANKA_SEED'] ?? 1);

interface Point {
  readonly stage: 'create' | 'update' | 'replace' | 'destroy';
  readonly operation: 'create' | 'update' | 'delete';
  readonly nth: number;
  readonly when: 'before' | 'after';
}

/** Every call of the simulated cloud that an apply of this stack makes, as far as the stages reach. */
function points(): Point[] {
  const whens = ['before', 'after'] as const;
  const of = (stage: Point['stage'], operation: Point['operation'], count: number): Point[] =>
    Array.from({ length: count }, (_, i) => whens.map((when) => ({ stage, operation, nth: i + 1, when }))).flat();
  return [
    ...of('create', 'create', 8),
    ...of('update', 'update', 2),
    ...of('replace', 'delete', 4),
    ...of('replace', 'create', 4),
    ...of('destroy', 'delete', 8),
  ];
}

/** A few of them, another few for each seed. */
function sampled(all: readonly Point[]): Point[] {
  let state = SEED;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  return [...all]
    .map((point) => ({ point, at: random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, 6)
    .map(({ point }) => point);
}

const here = ['--sandbox', '--yes', '--json', '--allow-data-loss', 'all'];

class KilledRun {
  readonly project = new CliProject('examples/minimal');
  private readonly manifest = join(this.project.folder, 'services/api/queue.yaml');

  constructor() {
    writeFileSync(
      this.manifest,
      `${readFileSync(this.manifest, 'utf8')}---\napiVersion: components.panka.io/v1\nkind: SQS\nmetadata: {name: audit, service: api, stack: minimal}\nspec: {dependsOn: [orders], visibilityTimeout: 60}\n`,
    );
  }

  async prepare(stage: Point['stage']): Promise<void> {
    if (stage === 'create') return;
    expect((await this.project.panka(['apply', ...here])).code).to.equal(0);
    const text = readFileSync(this.manifest, 'utf8');
    if (stage === 'update')
      writeFileSync(this.manifest, text.replaceAll('visibilityTimeout: 60', 'visibilityTimeout: 61'));
    if (stage === 'replace')
      writeFileSync(this.manifest, text.replace('visibilityTimeout: 60\n', 'visibilityTimeout: 60\n  type: fifo\n'));
  }

  /** Runs the stage's command with a crash at the point, and makes sure that the process died there. */
  async kill({ stage, operation, nth, when }: Point): Promise<void> {
    const faults = JSON.stringify([{ on: operation, nth, when, crash: true }]);
    const command = stage === 'destroy' ? 'destroy' : 'apply';
    const result = await this.project.panka([command, ...here], { env: { PANKA_SANDBOX_FAULTS: faults } });
    expect(result.signal, result.stdout + result.stderr).to.equal('SIGKILL');
  }

  /** The next run of the same command must end well; gives back what the cloud then holds. */
  async finish(stage: Point['stage']): Promise<readonly string[]> {
    const result = await this.project.panka([stage === 'destroy' ? 'destroy' : 'apply', ...here]);
    expect(result.code, result.stdout + result.stderr).to.equal(0);
    return this.cloud();
  }

  cloud(): readonly string[] {
    return readdirSync(join(this.project.folder, '.panka/sandbox')).sort();
  }

  /** Ids of every resource in the checkpoint. */
  recorded(): ReadonlySet<string> {
    const file = join(this.project.folder, '.panka/state/stacks/minimal/development/pulumi/stack/checkpoint.json');
    return new Set([...readFileSync(file, 'utf8').matchAll(/"id": ?"([^"]+)"/g)].map((match) => match[1] ?? ''));
  }
}

describe('an apply that is killed at a call of the cloud', () => {
  const all = points();
  const chosen = SAMPLE ? sampled(all) : all;
  const expected = new Map<string, readonly string[]>();

  before(async () => {
    for (const stage of ['create', 'update', 'replace', 'destroy'] as const) {
      const run = new KilledRun();
      await run.prepare(stage);
      expected.set(stage, await run.finish(stage));
      run.project.remove();
    }
  });
  after(() => console.log(`      ${chosen.length} points of ${all.length}; seed ${SEED}`));

  for (const point of chosen) {
    it(`converges: ${point.stage}, ${point.when} ${point.operation} ${point.nth}`, async () => {
      const run = new KilledRun();
      try {
        await run.prepare(point.stage);
        await run.kill(point);
        expect(await run.finish(point.stage)).to.deep.equal(expected.get(point.stage));
        const recorded = run.recorded();
        for (const file of run.cloud()) {
          const { id } = JSON.parse(readFileSync(join(run.project.folder, '.panka/sandbox', file), 'utf8')) as {
            id: string;
          };
          expect(recorded.has(id), `${file} is in the state`).to.equal(true);
        }
      } finally {
        run.project.remove();
      }
    });
  }
});
