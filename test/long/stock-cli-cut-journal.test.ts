import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { UnitProgram } from '../../src/core/engine/deployment-engine.js';
import { deploymentProblems } from '../../src/core/engine/deployment-integrity.js';
import { JOURNAL_KIND, type JournalEntry } from '../../src/core/engine/journal-entry.js';
import { replayJournal } from '../../src/core/engine/replay.js';
import { Group, Thing } from '../adapters/embedded-engine/thing.js';
import { UNIT, World } from '../adapters/embedded-engine/world.js';
import { StockEngine } from '../adapters/pulumi-engine/stock-engine.js';
import { SEED, seededSample } from '../helpers/seeded-sample.js';
import { withStockCli } from '../helpers/with-stock-cli.js';

const CUTS = process.env['PANKA_LONG'] === 'sample' ? 2 : Number(process.env['PANKA_CUTS'] ?? 60);

interface Cut {
  /** Writes that are stored before. */
  readonly after: number;
  /** Whether the write that fails was stored all the same, and only its answer lost. */
  readonly stored: boolean;
}

/** From the one to the other: creates, updates, both kinds of replacements and deletions. */
const PROGRAMS = [program(1), program(2)] as const;

withStockCli((cli) => {
  describe(`the stock CLI, its journal cut at ${CUTS} writes (PANKA_SEED=${SEED})`, function () {
    this.timeout(Math.max(120_000, CUTS * 40_000));
    let world: World;
    let engine: StockEngine | undefined;

    before(() => {
      world = new World({}, (provider) => {
        engine = new StockEngine(cli, provider);
        return engine;
      });
    });
    after(() => engine?.close());

    it('calls no provider for what it does not hold, and the next run converges', async () => {
      const cuts = Array.from({ length: 24 }, (_, at) => ({ after: at >> 1, stored: at % 2 === 0 }));
      const wanted = Array.from({ length: Math.ceil(CUTS / cuts.length) }, () => cuts).flat();
      await converge(PROGRAMS[0]);
      for (const [at, cut] of seededSample(wanted, CUTS).entries()) {
        const next = PROGRAMS[(at + 1) % 2] ?? PROGRAMS[0];
        await runUntilCut(next, cut);
        await converge(next);
      }
      await world.destroy();
      expect(world.provider.cloud.size).to.equal(0);
    });

    async function runUntilCut(next: UnitProgram, { after, stored }: Cut): Promise<void> {
      const { base } = world;
      const kept: JournalEntry[] = [];
      let writes = 0;
      const append = async (entries: readonly JournalEntry[]): Promise<void> => {
        writes += 1;
        if (writes <= after || (stored && writes === after + 1)) kept.push(...entries);
        if (writes > after) throw new Error('the journal is gone');
      };
      await world.up(next, { journal: { append, close: async () => undefined } });
      const announced = kept.filter(isBegin).map(stepOf);
      const done = world.provider.calls.map((call) => call.replace(/-\d+$/, ''));
      expect(announced, 'written before it was done').to.include.members(done);
      const recovered = replayJournal(base, kept, { time: new Date(0).toISOString() });
      expect(deploymentProblems(recovered)).to.deep.equal([]);
      const settled = await world.engine.settle({ unit: UNIT, base: recovered });
      expect(settled.undecided).to.deep.equal([]);
      world.base = settled.deployment;
    }

    /** The cloud, the state and the program are one afterwards. */
    async function converge(next: UnitProgram): Promise<void> {
      const result = await world.up(next);
      expect(result.errors).to.deep.equal([]);
      const ids = world.resources().flatMap(({ id, type }) => (type === 'aws:test/thing:Thing' && id ? [id] : []));
      expect(ids.sort()).to.deep.equal([...world.provider.cloud.keys()].sort());
      expect(ids).to.have.length(5);
      expect(world.base?.pending_operations).to.equal(undefined);
    }
  });
});

function program(size: number): UnitProgram {
  return async () => {
    const group = new Group('group');
    const a = new Thing('a', { size }, { parent: group });
    const b = new Thing('b', { of: a.arn, fixed: size, password: pulumi.secret('hush') }, { parent: group });
    new Thing('c', { of: b.arn, fixedUnique: size });
    new Thing(`d${size}`, { of: a.arn });
    new Thing('e', { size }, { deleteBeforeReplace: true });
    return { arn: b.arn };
  };
}

function isBegin({ kind, operation }: JournalEntry): boolean {
  return kind === JOURNAL_KIND.begin && operation !== undefined;
}

const VERBS: Readonly<Record<string, string>> = { creating: 'create', updating: 'update', deleting: 'delete' };

/** An update is announced without the id. */
function stepOf({ operation }: JournalEntry): string {
  const { type = '', resource } = operation ?? {};
  return `${VERBS[type]} ${resource?.urn.slice(resource.urn.lastIndexOf('::') + 2)}`;
}
