// What state costs of an apply of 1,000 simulated resources: the same program with the local journal and with none, in process.
// usage: node --import=tsx bench/state.mjs
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { EmbeddedEngine } from '../src/adapters/embedded-engine/embedded-engine.js';
import { LocalStateStore } from '../src/adapters/local-state/local-state-store.js';
import { MemoryProvider } from '../test/adapters/embedded-engine/memory-provider.js';
import { median, row } from './measure.mjs';

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

/** Seconds of one create of everything; with `folder`, journalled, and with checkpoint and head written at the end. */
async function create(count, folder) {
  const engine = new EmbeddedEngine({ provider: new MemoryProvider(), secrets });
  const store = folder === undefined ? undefined : new LocalStateStore({ folder });
  const began = performance.now();
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
  return (performance.now() - began) / 1000;
}

row('resources', 'without state', 'with local state', 'state’s part', 'at most');
row('---', '---', '---', '---', '---');
for (const count of [1000, 5000]) {
  const [bare, stored] = [[], []];
  for (let i = -1; i < 5; i++) {
    const folder = mkdtempSync(join(tmpdir(), 'panka-bench-state-'));
    const times = [await create(count), await create(count, folder)];
    rmSync(folder, { recursive: true, force: true });
    if (i >= 0) for (const [k, list] of [bare, stored].entries()) list.push(times[k]);
  }
  const [a, b] = [median(bare), median(stored)];
  row(String(count), a, b, `${Math.round(((b - a) / b) * 100)} %`, '10 %');
}
