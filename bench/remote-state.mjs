// What state costs of an apply of simulated resources, in process: none, the local store, the same with 40 ms more for every
// write, and S3 (moto, whose own work is part of the time); requests per resource; how long the lock in DynamoDB takes.
// usage: node --import=tsx bench/remote-state.mjs [RUNS] [SIZES, such as 1000,2000,5000]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as pulumi from '@pulumi/pulumi';
import { DynamoDBLockStore } from '../src/adapters/dynamodb-locks/dynamodb-lock-store.js';
import { EmbeddedEngine } from '../src/adapters/embedded-engine/embedded-engine.js';
import { LocalStateStore } from '../src/adapters/local-state/local-state-store.js';
import { S3StateStore } from '../src/adapters/s3-state/s3-state-store.js';
import { acquireLease } from '../src/core/locks/lease.js';
import { commitUpdate } from '../src/core/state/commit-update.js';
import { ObjectStateStore } from '../src/core/state/object-state-store.js';
import { MemoryProvider } from '../test/adapters/embedded-engine/memory-provider.js';
import { clientsOf, newBucket, newTable } from '../test/servers/clients.js';
import { FaultProxy } from '../test/servers/fault-proxy.js';
import { moto } from '../test/servers/moto.js';
import { median, row } from './measure.mjs';

const runs = Number(process.argv[2] ?? 3);
const sizes = (process.argv[3] ?? '1000,2000,5000').split(',').map(Number);
const at = { stack: 'bench', environment: 'development' };
const unit = 'stack';
const none = { append: async () => {}, close: async () => {} };
const target = { name: 'sandbox', account: '000000000000', region: 'us-east-1' };
const secrets = {
  seal: (text) => Buffer.from(text).toString('base64'),
  open: (text) => Buffer.from(text, 'base64').toString(),
};

const program = (count) => async () => {
  for (let i = 0; i < count; i++)
    new pulumi.CustomResource('aws:test/thing:Thing', `thing-${i}`, { name: `thing-${i}`, text: 'x'.repeat(500) });
  return {};
};

/** Seconds of one create of everything; with a store, journalled, and with checkpoint, head and snapshot at the end. */
async function create(count, store) {
  const engine = new EmbeddedEngine({ provider: new MemoryProvider(), secrets });
  const began = performance.now();
  const meta = { update: 1, fence: 1, run: 'bench', startedAt: new Date().toISOString() };
  const journal = store === undefined ? none : await store.units.beginUpdate(at, unit, meta);
  const result = await engine.up({
    ...{ unit: { project: 'bench', stack: 'development' }, program: program(count), journal },
    onEvent: () => {},
  });
  await journal.close();
  if (result.status !== 'succeeded') throw new Error(result.errors[0]?.message);
  if (store !== undefined)
    await commitUpdate({
      ...{ store, at, unit, fence: 1, update: 1, deployment: result.deployment, checkpointVersion: undefined },
      change: () => ({ target, components: {}, units: {} }),
    });
  return (performance.now() - began) / 1000;
}

const direct = clientsOf(await moto.url());
const proxy = await FaultProxy.to(await moto.url());
const clients = clientsOf(proxy.url);

/** Every write of the local store takes so much longer; everything else is as it is. */
function slowed(objects, delayMs) {
  const write = async (request) => {
    await sleep(delayMs);
    return objects.write(request);
  };
  const { read, list, remove, describe } = objects;
  return {
    read: read.bind(objects),
    list: list.bind(objects),
    remove: remove.bind(objects),
    describe: describe.bind(objects),
    write,
  };
}

async function overS3(count) {
  const store = new S3StateStore({ client: () => clients.s3(), bucket: await newBucket(direct) });
  const from = proxy.requests.length;
  const seconds = await create(count, store);
  return { seconds, requests: proxy.requests.length - from };
}

async function local(count, delayMs) {
  const folder = mkdtempSync(join(tmpdir(), 'panka-bench-remote-'));
  try {
    const store = new LocalStateStore({ folder });
    return await create(count, delayMs === 0 ? store : new ObjectStateStore(slowed(store.objects, delayMs)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function lockLatency() {
  const table = await newTable(direct);
  const store = new DynamoDBLockStore({ client: () => clients.dynamodb(), table });
  const [taken, freed] = [[], []];
  const from = proxy.requests.length;
  for (let i = 0; i < 21; i++) {
    const began = performance.now();
    const request = {
      ...{ scope: at, lockId: crypto.randomUUID(), lockedBy: 'bench', command: 'bench', leaseSeconds: 30 },
      ...{ ttlSeconds: 3600, fenceAbove: 0, metadata: { deployment_id: 'bench' } },
    };
    const lease = await acquireLease({ store, request });
    const held = performance.now();
    await lease.release();
    taken.push(held - began);
    freed.push(performance.now() - held);
  }
  return { taken: median(taken), freed: median(freed), requests: (proxy.requests.length - from) / 21 };
}

row('resources', 'no state', 'local', '+ 40 ms a write', 'ms a resource', 'S3 (moto)', 'requests', 'a resource');
row('---', '---', '---', '---', '---', '---', '---', '---');
await create(100);
for (const count of sizes) {
  const seen = { bare: [], local: [], slow: [], s3: [] };
  let requests = 0;
  for (let i = 0; i < runs; i++) {
    seen.bare.push(await create(count));
    seen.local.push(await local(count, 0));
    seen.slow.push(await local(count, 40));
    const s3 = await overS3(count);
    seen.s3.push(s3.seconds);
    requests = Math.max(requests, s3.requests);
  }
  const [a, b, c, d] = [median(seen.bare), median(seen.local), median(seen.slow), median(seen.s3)];
  row(String(count), a, b, c, ((c - b) / count) * 1000, d, String(requests), requests / count);
}
const { taken, freed, requests } = await lockLatency();
console.log(
  `\nlock: taken in ${taken.toFixed(1)} ms, freed in ${freed.toFixed(1)} ms, ${requests.toFixed(1)} requests for both`,
);
await Promise.all([clients.close(), direct.close(), proxy.close()]);
moto.stop();
