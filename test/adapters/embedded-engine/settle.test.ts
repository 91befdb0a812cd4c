import { expect } from 'chai';
import type { SettleResult, UnitProgram } from '../../../src/core/engine/deployment-engine.js';
import { deploymentProblems } from '../../../src/core/engine/deployment-integrity.js';
import type { JournalEntry } from '../../../src/core/engine/journal-entry.js';
import { replayJournal } from '../../../src/core/engine/replay.js';
import { Thing, type ThingArgs } from './thing.js';
import { UNIT, World } from './world.js';

const a =
  (args: ThingArgs, name = 'a', options = {}): UnitProgram =>
  async () => {
    const first = new Thing(name, args, options);
    new Thing('b', { of: first.arn });
    return {};
  };

/** Runs a program whose process dies at the call: done or not, its end is never recorded. */
async function killed(world: World, program: UnitProgram, at: { call: string; done: boolean }): Promise<SettleResult> {
  const stored: JournalEntry[] = [];
  let dead = false;
  const die = (call: string): void => {
    if (call === at.call) dead = true;
  };
  world.provider[at.done ? 'lostReply' : 'fault'] = (call) => {
    die(call);
    if (call === at.call && !at.done) throw new Error('died');
  };
  const append = async (entries: readonly JournalEntry[]): Promise<void> => {
    if (dead) throw new Error('died');
    stored.push(...(JSON.parse(JSON.stringify(entries)) as JournalEntry[]));
  };
  const before = world.base;
  await world.up(program, { journal: { append, close: async () => undefined } });
  world.provider.fault = () => undefined;
  world.provider.lostReply = () => undefined;
  const base = replayJournal(before, stored, { time: new Date(0).toISOString() });
  expect(base.pending_operations).to.have.length(1);
  const result = await world.engine.settle({ unit: UNIT, base });
  expect(deploymentProblems(result.deployment)).to.deep.equal([]);
  world.base = result.deployment;
  return result;
}

async function converges(world: World, program: UnitProgram): Promise<void> {
  const result = await world.up(program);
  expect(result.errors).to.deep.equal([]);
  const recorded = world.resources().filter(({ type }) => type === 'aws:test/thing:Thing');
  expect(recorded.map(({ id }) => id).sort()).to.deep.equal([...world.provider.cloud.keys()].sort());
  expect((await world.up(program)).status).to.equal('succeeded');
  expect(world.provider.calls).to.deep.equal([]);
}

describe('settling what an interrupted run left pending', () => {
  it('adopts a create that was done', async () => {
    const world = new World();
    const result = await killed(world, a({ size: 1 }), { call: 'create a', done: true });
    expect(result.adopted.map((urn) => urn.split('::').at(-1))).to.deep.equal(['a']);
    expect(world.resource('a')).to.deep.include({ id: 'a-1', inputs: { size: 1 } });
    await converges(world, a({ size: 1 }));
  });

  it('forgets a create that was not done', async () => {
    const world = new World();
    const result = await killed(world, a({}), { call: 'create a', done: false });
    expect(result.forgotten).to.have.length(1);
    await converges(world, a({}));
  });

  it('adopts the new half of a replacement and marks the old one for deletion', async () => {
    const world = new World();
    await world.up(a({ fixed: 1 }));
    await killed(world, a({ fixed: 2 }), { call: 'create a', done: true });
    expect(
      world
        .resources()
        .filter(({ urn }) => urn.endsWith('::a'))
        .map(({ id, delete: old }) => [id, old]),
    ).to.deep.equal([
      ['a-2', undefined],
      ['a-1', true],
    ]);
    await converges(world, a({ fixed: 2 }));
  });

  it('adopts what was made again after a delete-first replacement', async () => {
    const world = new World();
    await world.up(a({ fixedUnique: 1 }));
    await killed(world, a({ fixedUnique: 2 }), { call: 'create a', done: true });
    expect(world.resource('a')).to.include({ id: 'a-2' });
    expect(world.resource('a').pendingReplacement).to.equal(undefined);
    await converges(world, a({ fixedUnique: 2 }));
  });

  it('adopts a create of a resource that was renamed in the same run', async () => {
    const world = new World();
    await world.up(a({ fixed: 1 }));
    const renamed = a({ fixed: 2 }, 'z', { aliases: [{ name: 'a' }] });
    await killed(world, renamed, { call: 'create z', done: true });
    await converges(world, renamed);
  });

  it('takes what an update did into the record, even if the next program wants the old value', async () => {
    for (const done of [true, false]) {
      const world = new World();
      await world.up(a({ size: 1 }));
      await killed(world, a({ size: 2 }), { call: 'update a-1', done });
      expect(world.resource('a').inputs).to.deep.equal({ size: done ? 2 : 1 });
      await converges(world, a({ size: 1 }));
    }
  });

  it('notices that a delete was done, even if the next program wants the resource again', async () => {
    for (const done of [true, false]) {
      const world = new World();
      await world.up(a({ fixedUnique: 1 }));
      await killed(world, a({ fixedUnique: 2 }), { call: 'delete a-1', done });
      await converges(world, a({ fixedUnique: 1 }));
      expect([...world.provider.cloud.values()].map(({ inputs }) => inputs['fixedUnique'])).to.include(1);
    }
  });

  it('leaves to a person what could be either of two', async () => {
    const world = new World();
    world.provider.find = async () => ['x', 'y'];
    const result = await killed(world, a({}), { call: 'create a', done: true });
    expect(result.undecided[0]?.advice).to.contain('x, y');
    expect(result.deployment.pending_operations).to.have.length(1);
  });
});
