import { expect } from 'chai';
import fc from 'fast-check';
import { deploymentProblems } from '../../../src/core/engine/deployment-integrity.js';
import type { JournalEntry } from '../../../src/core/engine/journal-entry.js';
import { replayJournal } from '../../../src/core/engine/replay.js';
import { declare, declaredNames, MOST_NODES, type RandomProgram, randomProgram } from './random-program.js';
import { UNIT, World } from './world.js';

const RUNS = Number(process.env['PANKA_RANDOM_RUNS'] ?? 60);
const SEED = process.env['PANKA_RANDOM_SEED'];
const settings = { numRuns: RUNS, timeout: 10_000, ...(SEED !== undefined && { seed: Number(SEED) }) };

/** What the cloud would not do: delete what another one is fixed to. */
function refuseToBreak(world: World, call: string): void {
  const id = call.replace(/^delete /, '');
  if (id === call) return;
  for (const [user, { inputs }] of world.provider.cloud) {
    const fixedTo = Object.entries(inputs).some(([key, value]) => key.startsWith('fixedOf') && value === `arn:${id}`);
    if (fixedTo && user !== id) throw new Error(`DependencyViolation: ${user} is fixed to ${id}`);
  }
}

function ids(world: World): string[] {
  return world.resources().flatMap(({ id, type }) => (type === 'aws:test/thing:Thing' && id ? [id] : []));
}

function expectConverged(world: World, nodes: RandomProgram): void {
  expect(ids(world).sort()).to.deep.equal([...world.provider.cloud.keys()].sort());
  const names = world
    .resources()
    .flatMap(({ urn, type }) => (type === 'aws:test/thing:Thing' ? [urn.split('::').at(-1)] : []));
  expect(names.sort()).to.deep.equal(declaredNames(nodes).sort());
  for (const node of nodes.filter(({ declared }) => declared)) {
    const { id } = world.resource(node.renamed ? `${node.name}-r` : node.name);
    expect(world.provider.cloud.get(String(id))?.inputs).to.include({ size: node.size, fixed: node.fixed });
  }
}

/** Everything in the cloud is in the state, or in a pending operation that can find it. */
function expectNothingLost(world: World): void {
  expect(ids(world)).to.include.members([...world.provider.cloud.keys()]);
}

async function deployed(nodes: RandomProgram): Promise<World> {
  const world = new World();
  world.provider.fault = (call) => refuseToBreak(world, call);
  const result = await world.up(declare(nodes));
  expect(result.errors).to.deep.equal([]);
  expectConverged(world, nodes);
  return world;
}

describe('random programs', () => {
  it('converge from any deployment to any other, and then have nothing to do', async () => {
    await fc.assert(
      fc.asyncProperty(randomProgram(), randomProgram(), async (before, after) => {
        const world = await deployed(before);
        const result = await world.up(declare(after));
        expect(result.errors).to.deep.equal([]);
        expectConverged(world, after);
        await world.up(declare(after));
        expect(world.entries).to.deep.equal([]);
        await world.destroy();
        expect(world.provider.cloud.size).to.equal(0);
        expect(world.base?.resources).to.equal(undefined);
      }),
      settings,
    );
  });

  it('lose nothing when calls fail, and converge in the next run', async () => {
    const failing = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(randomProgram(), randomProgram(), failing, async (before, after, nths) => {
        const world = await deployed(before);
        world.provider.fault = (call, nth) => {
          refuseToBreak(world, call);
          if (nths.includes(nth)) throw new Error(`Throttling: call ${nth}`);
        };
        await world.up(declare(after));
        expectNothingLost(world);
        world.provider.fault = (call) => refuseToBreak(world, call);
        const result = await world.up(declare(after));
        expect(result.errors).to.deep.equal([]);
        expectConverged(world, after);
      }),
      settings,
    );
  });

  it('keep a sound state with any targets, and converge when all are', async () => {
    const targets = fc.array(fc.boolean(), { minLength: MOST_NODES, maxLength: MOST_NODES });
    await fc.assert(
      fc.asyncProperty(randomProgram(), randomProgram(), targets, async (before, after, chosen) => {
        const world = await deployed(before);
        const isTarget = ({ urn }: { urn: string }): boolean => chosen[Number(/::n(\d)/.exec(urn)?.[1] ?? 0)] ?? true;
        const targeted = await world.up(declare(after), { isTarget });
        for (const { code } of targeted.errors) expect(code).to.be.oneOf(['TargetIncomplete', 'ParentMissing']);
        expectNothingLost(world);
        const result = await world.up(declare(after));
        expect(result.errors).to.deep.equal([]);
        expectConverged(world, after);
      }),
      settings,
    );
  });

  it('repair what drifted and vanished, and go on from there', async () => {
    const drift = fc.array(fc.constantFrom('none', 'changed', 'gone'), {
      minLength: MOST_NODES,
      maxLength: MOST_NODES,
    });
    await fc.assert(
      fc.asyncProperty(randomProgram(), randomProgram(), drift, async (before, after, what) => {
        const world = await deployed(before);
        [...world.provider.cloud].forEach(([id, resource], at) => {
          if (what[at] === 'gone') world.provider.cloud.delete(id);
          if (what[at] === 'changed') {
            world.provider.cloud.set(id, { ...resource, inputs: { ...resource.inputs, size: 7 } });
          }
        });
        const result = await world.up(declare(after), { refresh: true });
        expect(result.errors).to.deep.equal([]);
        expectConverged(world, after);
      }),
      settings,
    );
  });

  it('recover from a kill at any write of the journal, whatever the next program is', async () => {
    const kill = fc.record({
      after: fc.integer({ min: 0, max: 25 }),
      done: fc.boolean(),
      parallel: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(randomProgram(), randomProgram(), randomProgram(), kill, async (before, after, next, death) => {
        const world = await deployed(before);
        await runUntilKilled(world, after, death);
        expectNothingLost(world);
        const result = await world.up(declare(next));
        expect(result.errors).to.deep.equal([]);
        expectConverged(world, next);
        await world.up(declare(next));
        expect(world.provider.calls).to.deep.equal([]);
      }),
      settings,
    );
  });

  it('recover from a kill of a destroy', async () => {
    const kill = fc.record({
      after: fc.integer({ min: 0, max: 15 }),
      done: fc.boolean(),
      parallel: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(randomProgram(), kill, async (before, death) => {
        const world = await deployed(before);
        await runUntilKilled(world, before, { ...death, verb: 'destroy' });
        expectNothingLost(world);
        expect((await world.destroy()).errors).to.deep.equal([]);
        expect(world.provider.cloud.size).to.equal(0);
        expect(world.base?.resources).to.equal(undefined);
      }),
      settings,
    );
  });
});

interface Death {
  readonly verb?: 'up' | 'destroy';
  /** Appends that are stored before the end. */
  readonly after: number;
  /** Whether calls that are under way then are still carried out. */
  readonly done: boolean;
  readonly parallel: number;
}

/** A run whose process is killed, and what the next process makes of its journal before its own run. */
async function runUntilKilled(
  world: World,
  nodes: RandomProgram,
  { after, done, parallel, verb }: Death,
): Promise<void> {
  const base = world.base;
  const stored: JournalEntry[] = [];
  let appends = 0;
  const isDead = (): boolean => appends > after;
  world.provider.fault = (call) => {
    refuseToBreak(world, call);
    if (isDead() && !done) throw new Error('never sent');
  };
  const append = async (entries: readonly JournalEntry[]): Promise<void> => {
    appends += 1;
    if (isDead()) throw new Error('killed');
    stored.push(...(JSON.parse(JSON.stringify(entries)) as JournalEntry[]));
  };
  const options = { parallel, journal: { append, close: async () => undefined } };
  await (verb === 'destroy' ? world.destroy(options) : world.up(declare(nodes), options));
  world.provider.fault = (call) => refuseToBreak(world, call);
  const recovered = replayJournal(base, stored, { time: new Date(0).toISOString() });
  expect(deploymentProblems(recovered)).to.deep.equal([]);
  const settled = await world.engine.settle({ unit: UNIT, base: recovered });
  expect(settled.undecided).to.deep.equal([]);
  world.base = JSON.parse(JSON.stringify(settled.deployment));
}
