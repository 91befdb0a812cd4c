import { Stash } from '@pulumi/pulumi';
import { expect } from 'chai';
import { PulumiEngine } from '../../../src/adapters/pulumi-engine/pulumi-engine.js';
import type { RunThread } from '../../../src/adapters/run-thread/run-thread.js';
import type { MutatingRequest, UnitProgram } from '../../../src/core/engine/deployment-engine.js';
import { replayJournal } from '../../../src/core/engine/replay.js';
import { AT, UNIT } from '../../core/state/state-samples.js';
import { withStockCli } from '../../helpers/with-stock-cli.js';
import { stockSealer } from '../pulumi-engine/stock-engine.js';
import { blockUntil, LEASE_SECONDS, ThreadWorld } from './thread-world.js';

/** Resources that the CLI makes by itself, some at a time, while the program does nothing. */
const NAMES = Array.from({ length: 24 }, (_, n) => `value-${n}`);
const LIMIT_MS = 30_000;

const urnOf = (stash: Stash) => new Promise((resolve) => stash.urn.apply(resolve));

/** Declares them all, and goes on once the first one is there. */
function program(onFirst: () => void | Promise<void>): UnitProgram {
  return async () => {
    await Promise.race(NAMES.map((name) => urnOf(new Stash(name, { input: name }))));
    await onFirst();
    return {};
  };
}

withStockCli((cli) => {
  describe('a run whose program', () => {
    let world: ThreadWorld;
    const engines: PulumiEngine[] = [];

    beforeEach(() => {
      world = new ThreadWorld();
    });
    afterEach(async () => {
      await Promise.all(engines.splice(0).map((engine) => engine.close()));
      await world.close();
    });

    function engineOf(thread: RunThread): PulumiEngine {
      const settle = async () => Promise.reject(new Error('nothing was left'));
      const engine = new PulumiEngine({ cli: cli(), secrets: stockSealer, thread, settle });
      engines.push(engine);
      return engine;
    }

    function requestOf(of: Pick<MutatingRequest, 'journal' | 'program' | 'base'>): MutatingRequest {
      return { ...of, unit: { project: AT.stack, stack: AT.environment }, parallel: 2, onEvent: () => {} };
    }

    it('holds the main thread for longer than a lease keeps its lock, and the CLI goes on meanwhile', async () => {
      const thread = world.thread();
      const engine = engineOf(thread);
      const { lease, journal } = await world.begin(thread);
      const seen: Record<string, unknown> = {};
      const blocks = () => {
        const [since, beat, slots] = [Date.now(), world.lockNow()?.beat ?? 0, world.journalNow().length];
        const isPast = () => Date.now() - since > 2 * LEASE_SECONDS * 1000;
        const grows = () => (world.lockNow()?.beat ?? 0) >= beat + 3 && world.journalNow().length >= slots + 4;
        seen['both'] = blockUntil(() => grows() && isPast(), LIMIT_MS);
        lease.assertHeld();
      };
      // What the plan holds goes on; of anything else the CLI would have to ask this thread.
      const guards = { cleared: new Map(), beforeStep: async () => Promise.reject(new Error('not in the plan')) };
      const request = requestOf({ journal, program: program(blocks), base: undefined });
      const result = await engine.up({ ...request, ...guards });
      expect(result.errors).to.deep.equal([]);
      expect(seen).to.deep.equal({ both: true });
      expect(result.deployment.resources?.map(({ urn }) => urn.split('::').at(-1))).to.include.members(NAMES);
      lease.assertHeld();
    });

    it('sees the lock taken away begins nothing more', async () => {
      const thread = world.thread();
      const engine = engineOf(thread);
      const { lease, journal } = await world.begin(thread);
      const loses = async () => {
        const { locks } = await world.stores();
        const lost = new Promise((resolve) => lease.lost.addEventListener('abort', resolve));
        // A renewal may be under way.
        for (let [held] = await locks.list(); held !== undefined; [held] = await locks.list()) await locks.evict(held);
        await lost;
        new Stash('late', { input: 'late' });
      };
      const result = await engine.up(requestOf({ journal, program: program(loses), base: undefined }));
      expect(result.errors.map(({ code }) => code)).to.deep.equal(['LockLost']);
      expect(result.deployment.resources?.map(({ urn }) => urn.split('::').at(-1))).not.to.include('late');
    });

    it('sees its thread end begins nothing more, and the next run finishes it', async () => {
      const thread = world.thread();
      const engine = engineOf(thread);
      const { journal, lease } = await world.begin(thread);
      let slots = 0;
      const ends = async () => {
        await thread.close();
        slots = world.journalNow().length;
      };
      const failure = await engine
        .up(requestOf({ journal, program: program(ends), base: undefined }))
        .catch((error: unknown) => error as Error & { code?: string });
      expect(failure).to.include({ code: 'RunThreadEnded' });
      expect(lease.lost.reason).to.include({ code: 'RunThreadEnded' });
      expect(world.journalNow()).to.have.length(slots);
      await lease.release();
      expect(world.lockNow()).to.equal(undefined);

      const { state } = await world.stores();
      const [left] = await state.units.readUpdates(AT, UNIT, 0);
      await state.units.seal(AT, UNIT, 1, { fence: lease.fence + 1, run: 'next' });
      const replayed = replayJournal(undefined, left?.entries ?? [], { time: new Date().toISOString() });
      const { pending_operations: _pending, ...base } = replayed;
      const next = world.thread();
      const again = await world.begin(next, 2);
      const program2 = program(() => {});
      const result = await engineOf(next).up(requestOf({ journal: again.journal, program: program2, base }));
      expect(result.errors).to.deep.equal([]);
      expect(result.deployment.resources?.map(({ urn }) => urn.split('::').at(-1))).to.include.members(NAMES);
    });
  });
});
