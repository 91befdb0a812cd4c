// The stock Pulumi CLI behind panka's engine beside bare Pulumi with its file backend: the same program, the same provider, in turn.
// Resources are instant, so that what is left is what engine and state cost. Needs `pulumi` on PATH.
// usage: node --import=tsx bench/stock-engine.mjs [RESOURCES,… [MILLISECONDS]]   default 50,100,1000 and 0; milliseconds more for every write of the journal
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as pulumi from '@pulumi/pulumi';
import { LocalWorkspace } from '@pulumi/pulumi/automation/index.js';
import { LocalStateStore } from '../src/adapters/local-state/local-state-store.js';
import { findPulumiCli } from '../src/adapters/pulumi-cli/find-pulumi-cli.js';
import { PulumiEngine } from '../src/adapters/pulumi-engine/pulumi-engine.js';
import { serveProvider } from '../src/adapters/sandbox-provider-server/serve-provider.js';
import { withNewKey } from '../src/core/secrets/key-ring.js';
import { RingSealer } from '../src/core/secrets/ring-sealer.js';
import { MemoryProvider } from '../test/adapters/embedded-engine/memory-provider.js';
import { row, work } from './measure.mjs';

const [sizes = '50,100,1000', wait = '0'] = process.argv.slice(2);
const PARALLEL = 16;
const at = { stack: 'bench', environment: 'development' };
const secrets = new RingSealer(at, withNewKey());
const cli = await findPulumiCli({ env: process.env, engineFolder: '' });

/** Without the last one the CLI looks for the plugin of the attached provider on the network before a second run: seconds, on both sides. */
const attached = (port) => ({
  PULUMI_DEBUG_PROVIDERS: `aws:${port}`,
  PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
});

/** Chains of ten, half a KB each. */
function program(count) {
  return async () => {
    let last;
    for (let i = 0; i < count; i++) {
      const dependsOn = i % 10 === 0 || last === undefined ? [] : [last];
      last = new pulumi.CustomResource(
        'aws:test/thing:Thing',
        `thing-${i}`,
        { name: `thing-${i}`, text: 'x'.repeat(500) },
        { dependsOn, version: '7.48.0' },
      );
    }
    return {};
  };
}

async function seconds(work) {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

async function withPanka(count, run) {
  const served = await serveProvider(new MemoryProvider());
  const engine = new PulumiEngine({
    cli,
    secrets,
    environment: attached(served.port),
    settle: async ({ base }) => ({ deployment: base, adopted: [], forgotten: [], undecided: [] }),
  });
  const store = new LocalStateStore({ folder: mkdtempSync(join(work, 'state-')) });
  let base;
  let update = 0;
  const up = async () => {
    update += 1;
    const meta = { update, fence: 1, run: 'bench', startedAt: new Date().toISOString() };
    const journal = await store.units.beginUpdate(at, 'stack', meta);
    const slow = {
      append: async (entries) => {
        await sleep(Number(wait));
        return journal.append(entries);
      },
      close: () => journal.close(),
    };
    const request = {
      unit: { project: 'bench', stack: 'development' },
      program: program(count),
      base,
      parallel: PARALLEL,
    };
    const result = await engine.up({ ...request, journal: Number(wait) > 0 ? slow : journal, onEvent: () => {} });
    if (result.status !== 'succeeded') throw new Error(result.errors[0]?.message);
    base = result.deployment;
  };
  const times = await run(up);
  await engine.close();
  await served.close();
  return times;
}

async function withPulumiAlone(count, run) {
  const served = await serveProvider(new MemoryProvider());
  const home = mkdtempSync(join(work, 'bare-'));
  const envVars = {
    PULUMI_BACKEND_URL: `file://${home}`,
    PULUMI_HOME: join(home, 'home'),
    PULUMI_CONFIG_PASSPHRASE: 'bench',
    ...attached(served.port),
    PULUMI_SKIP_UPDATE_CHECK: 'true',
  };
  const settings = { projectName: 'bench', stackName: 'development', program: program(count) };
  const stack = await LocalWorkspace.createOrSelectStack(settings, { envVars });
  const times = await run(() => stack.up({ parallel: PARALLEL }));
  await served.close();
  return times;
}

const createThenNothing = async (up) => ({ create: await seconds(up), same: await seconds(up) });

row('resources', 'create: panka', 'pulumi file://', '×', 'no change: panka', 'pulumi file://', '×');
row('---', '---', '---', '---', '---', '---', '---');
for (const count of sizes.split(',').map(Number)) {
  const ours = await withPanka(count, createThenNothing);
  const theirs = await withPulumiAlone(count, createThenNothing);
  row(
    String(count),
    ours.create,
    theirs.create,
    ours.create / theirs.create,
    ours.same,
    theirs.same,
    ours.same / theirs.same,
  );
}
