import { expect } from 'chai';
import fc from 'fast-check';
import { LoopbackBackend } from '../../../src/adapters/loopback-backend/loopback-backend.js';
import type { DeploymentV3 } from '../../../src/core/engine/deployment-v3.js';
import type { JournalEntry } from '../../../src/core/engine/journal-entry.js';
import { replayJournal } from '../../../src/core/engine/replay.js';
import { declare, randomProgram } from '../embedded-engine/random-program.js';
import { World } from '../embedded-engine/world.js';
import { base64Sealer } from './base64-sealer.js';
import { CliClient } from './cli-client.js';
import { MemoryJournal } from './memory-journal.js';

interface Run {
  readonly base: DeploymentV3 | undefined;
  readonly entries: readonly JournalEntry[];
}

describe('what the embedded engine journals, sent to the loopback backend', () => {
  let backend: LoopbackBackend;

  before(async () => {
    backend = await LoopbackBackend.start({ secrets: base64Sealer });
  });

  after(() => backend.close());

  it('in batches of any size adds up to the same deployment, in memory and in the journal', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(randomProgram(), randomProgram(), sizes, async (first, second, batches) => {
        for (const run of await recorded(first, second)) await compare(run, batches);
      }),
      { numRuns: 12 },
    );
  });

  /** The runs of two programs, one after the other, a refresh and a destroy. */
  async function recorded(...programs: readonly Parameters<typeof declare>[0][]): Promise<readonly Run[]> {
    const world = new World();
    const runs: Run[] = [];
    const record = async (verb: () => Promise<unknown>) => {
      const { base } = world;
      await verb();
      runs.push({ base, entries: world.entries });
    };
    for (const program of programs) await record(() => world.up(declare(program)));
    await record(() => world.refresh());
    await record(() => world.destroy());
    return runs;
  }

  async function compare({ base, entries }: Run, sizes: readonly number[]): Promise<void> {
    const journal = new MemoryJournal();
    const service = backend.serve({ unit: { project: 'shop', stack: 'test' }, base, journal });
    try {
      const update = await new CliClient(backend).begin('panka/shop/test');
      let sent = 0;
      for (let turn = 0; sent < entries.length; turn += 1) {
        const size = sizes[turn % sizes.length] ?? 1;
        const { status, body } = await update.journal(entries.slice(sent, sent + size));
        expect([status, body]).to.deep.equal([200, {}]);
        sent += size;
      }
      expect((await update.complete()).status).to.equal(200);
      const expected = masked(replayJournal(base, entries, { time: '' }));
      expect(masked(service.deployment())).to.deep.equal(expected);
      expect(masked(replayJournal(base, journal.entries, { time: '' }))).to.deep.equal(expected);
    } finally {
      service.close();
    }
  }

  function masked(deployment: DeploymentV3): unknown {
    return { ...deployment, manifest: '' };
  }
});
