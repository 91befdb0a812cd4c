// What state costs of an apply of simulated resources: the same program with the local journal and checkpoint and with none, in
// process, beside the `apply` of as many resources. Processor time of all threads, the least of several runs.
// usage: node --import=tsx bench/state.mjs [RESOURCES,RESOURCES,… [RUNS]]   default 1000,5000 and 5
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { EmbeddedEngine } from '../src/adapters/embedded-engine/embedded-engine.js';
import { LocalStateStore } from '../src/adapters/local-state/local-state-store.js';
import { MemoryProvider } from '../test/adapters/embedded-engine/memory-provider.js';
import { generate, once, panka, row, work } from './measure.mjs';

const at = { stack: 'bench', environment: 'development' };
const none = { append: async () => {}, close: async () => {} };
const secrets = {
  seal: (text) => Buffer.from(text).toString('base64'),
  open: (text) => Buffer.from(text, 'base64').toString(),
};

function program(count) {
  return async () => {
    for (let i = 0; i < count; i++)
      new pulumi.CustomResource('aws:test/thing:Thing', `thing-${i}`, { name: `thing-${i}`, text: 'x'.repeat(500) });
    return {};
  };
}

/** Processor seconds of one create of everything; with `folder`, journalled, and with the checkpoint written at the end. */
async function create(count, folder) {
  const engine = new EmbeddedEngine({ provider: new MemoryProvider(), secrets });
  const store = folder === undefined ? undefined : new LocalStateStore({ folder });
  const began = process.cpuUsage();
  const journal =
    store === undefined
      ? none
      : await store.units.beginUpdate(at, 'stack', {
          update: 1,
          fence: 1,
          run: 'bench',
          startedAt: new Date().toISOString(),
        });
  const result = await engine.up({
    unit: { project: 'bench', stack: 'development' },
    program: program(count),
    journal,
    onEvent: () => {},
  });
  await journal.close();
  if (result.status !== 'succeeded') throw new Error(result.errors[0]?.message);
  if (store !== undefined) await store.units.writeCheckpoint(at, 'stack', result.deployment, undefined);
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
}

/** Processor seconds of the command's main thread. */
function apply(count) {
  const stack = join(work, 'queues');
  generate(stack, count / 5, 'queues');
  rmSync(join(stack, '.panka'), { recursive: true, force: true });
  return once([...panka, 'apply', '-C', stack, '--sandbox', '--yes', '--json']).cpu;
}

const [given = '1000,5000', runs = '5'] = process.argv.slice(2);
row('resources', 'engine without state', 'with state', 'state’s part', 'apply', 'state’s part', 'at most');
row('---', '---', '---', '---', '---', '---', '---');
for (const count of given.split(',').map(Number)) {
  const [bare, stored] = [[], []];
  for (let i = -1; i < Number(runs); i++) {
    const folder = mkdtempSync(join(work, 'state-'));
    const times = [await create(count), await create(count, folder)];
    rmSync(folder, { recursive: true, force: true });
    if (i >= 0) for (const [k, list] of [bare, stored].entries()) list.push(times[k]);
  }
  const [a, b, whole] = [Math.min(...bare), Math.min(...stored), apply(count)];
  const part = (of) => `${Math.round(((b - a) / of) * 100)} %`;
  row(String(count), a, b, part(b), whole, part(whole), '10 %');
}
