import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { PulumiEngine } from '../../../src/adapters/pulumi-engine/pulumi-engine.js';
import type { UnitProgram } from '../../../src/core/engine/deployment-engine.js';
import type { JournalEntry } from '../../../src/core/engine/journal-entry.js';
import { failureOf } from '../../helpers/failure-of.js';
import { withStockCli } from '../../helpers/with-stock-cli.js';
import { Thing } from '../embedded-engine/thing.js';
import { World } from '../embedded-engine/world.js';
import { StockEngine, stockSealer } from './stock-engine.js';

const EXPIRED =
  'operation error SQS: CreateQueue, https response error StatusCode: 403, RequestID: 1-2, api error ExpiredToken: The security token included in the request is expired';

/** Three in a row. */
const three: UnitProgram = async () => {
  const a = new Thing('a');
  const b = new Thing('b', { of: a.arn });
  new Thing('c', { of: b.arn });
  return {};
};

withStockCli((cli) => {
  describe('the stock CLI when something around it fails', () => {
    const closing: (() => Promise<void>)[] = [];

    afterEach(async () => {
      for (const close of closing.splice(0)) await close();
    });

    /** An engine whose CLI has no plugin and reaches no network. */
    function cutOff(more: Readonly<Record<string, string>> = {}): World {
      const home = mkdtempSync(join(tmpdir(), 'panka-no-plugins-'));
      const proxy = 'http://127.0.0.1:9';
      const engine = new PulumiEngine({
        cli: cli(),
        secrets: stockSealer,
        settle: async () => Promise.reject(new Error('nothing is pending')),
        environment: { PULUMI_HOME: home, HTTPS_PROXY: proxy, HTTP_PROXY: proxy, ...more },
      });
      closing.push(async () => {
        await engine.close();
        rmSync(home, { recursive: true, force: true });
      });
      return new World({}, () => engine);
    }

    function working(): World {
      return new World({}, (provider) => {
        const engine = new StockEngine(cli, provider);
        closing.push(() => engine.close());
        return engine;
      });
    }

    for (const [what, variables] of [
      ['a network', {}],
      ['downloads', { PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true' }],
    ] as const)
      it(`says which plugin is missing without ${what}, and how to install it`, async () => {
        const refused = await failureOf(cutOff(variables).preview(three));
        expect(refused.code).to.equal('ProviderPluginMissing');
        expect(refused.exitCode).to.equal(3);
        expect(refused.suggestions[0]).to.include('pulumi plugin install resource aws v7.48.0');
      });

    it('keeps what was made when credentials expire in the middle, tells the code of AWS, and goes on with new ones', async () => {
      const world = working();
      world.provider.fault = (call) => {
        if (call === 'create b') throw new Error(EXPIRED);
      };
      const failed = await world.up(three);
      expect(failed.status).to.equal('failed');
      expect(failed.errors).to.have.length(1);
      expect(failed.errors[0]).to.include({ code: 'ExpiredToken' });
      expect(world.resource('a').id).to.equal('a-1');
      expect(world.base?.pending_operations ?? []).to.deep.equal([]);
      world.provider.fault = () => undefined;
      expect((await world.up(three)).status).to.equal('succeeded');
      expect(world.ops()).to.deep.equal(['create b', 'create c']);
      expect(world.provider.cloud.size).to.equal(3);
    });

    it('begins nothing more when the disk of the journal is full, and goes on once there is room', async () => {
      const world = working();
      const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      const journal = {
        append: async (entries: readonly JournalEntry[]) => {
          if (entries.some(({ operation }) => operation?.resource.urn.endsWith('::b'))) throw full;
        },
        close: async () => undefined,
      };
      const failed = await world.up(three, { journal });
      expect(failed.status).to.equal('failed');
      expect(failed.errors.map(({ message }) => message)).to.deep.equal([full.message]);
      const made = world.provider.calls.filter((call) => call.startsWith('create '));
      expect(made).to.deep.equal(['create a']);
      expect((await world.up(three)).status).to.equal('succeeded');
      expect(world.ops()).to.deep.equal(['create b', 'create c']);
    });
  });
});
