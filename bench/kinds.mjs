// What each kind costs in a `validate` and a `render`: an example of its README, with what that refers to, beside a component that
// declares nothing. In process, everything loaded, kinds in turn. usage: node --import=tsx bench/kinds.mjs [RUNS]
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderApplication } from '../src/adapters/render/render-application.js';
import { buildByToken } from '../src/sdk/testing/deployment/build-by-token.js';
import { EXAMPLE_TARGET, withExample } from '../src/sdk/testing/deployment/example-project.js';
import { readmeBlocks } from '../src/sdk/testing/deployment/readme-blocks.js';
import { root, row } from './measure.mjs';

const RUNS = Number(process.argv[2] ?? 10);
const plugins = join(root, 'plugins');

const folders = readdirSync(plugins).filter((name) => kindOf(name) !== undefined);
const kinds = await Promise.all(
  folders.map(async (name) => {
    const packageDir = join(plugins, name);
    const { default: kind } = await import(join(packageDir, 'src', 'index.ts'));
    const subject = { kind, packageDir };
    return { name: kind.kind, subject, block: await alone(subject) };
  }),
);
const queues = kinds.find(({ name }) => name === 'SQS');
const empty = { name: 'none (external)', subject: queues.subject, block: externalQueue(queues.block) };

const measured = new Map();
const all = [empty, ...kinds];
for (let run = -1; run < RUNS; run++)
  // Each begins a run once: the first one clears up behind the run before.
  for (const one of [...all.slice(run), ...all.slice(0, run)]) {
    const result = await once(one);
    if (run >= 0) measured.set(one.name, least(measured.get(one.name), result));
  }

row('kind', 'example', 'resources', 'validate, ms', '× nothing', 'render, ms', 'ms a resource');
row('---', '---', '---', '---', '---', '---', '---');
const nothing = measured.get(empty.name);
for (const [name, { resources, validate, render }] of [...measured].sort(([, a], [, b]) => a.render - b.render)) {
  const example = kinds.find((kind) => kind.name === name)?.block.name ?? '';
  const beyond = resources === 0 ? '' : render / resources;
  row(name, example, String(resources), validate, validate / nothing.validate, render, beyond);
}

/** The richest example that needs no neighbour but such as the contract suite makes up. */
async function alone(subject) {
  const blocks = readmeBlocks(subject);
  for (const name of ['full', 'production', 'minimal']) {
    const block = blocks.find((one) => one.name === name);
    const stands = withExample(subject, block, (project) => project.desire());
    if (
      await stands.then(
        () => true,
        () => false,
      )
    )
      return block;
  }
  throw new Error(`no example of ${subject.kind.kind} stands alone`);
}

/** Processor time of one validation and one render, in milliseconds. */
function once({ subject, block }) {
  return withExample(subject, block, async (project) => {
    const began = processorTime();
    const desired = await project.desire();
    const validated = processorTime();
    const resources = await renderApplication({ desired, target: EXAMPLE_TARGET, buildWith: buildByToken });
    return { resources: resources.length, validate: validated - began, render: processorTime() - validated };
  });
}

/** Of the main thread, in milliseconds (Linux only): what the clock would show on a machine that does nothing else. */
function processorTime() {
  return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
}

function least(before = { validate: Number.POSITIVE_INFINITY, render: Number.POSITIVE_INFINITY }, now) {
  const min = (field) => Math.min(before[field], now[field]);
  return { resources: now.resources, validate: min('validate'), render: min('render') };
}

/** The kind that a plugin brings; undefined for what kinds share. */
function kindOf(folder) {
  return JSON.parse(readFileSync(join(plugins, folder, 'package.json'), 'utf8')).panka?.kinds?.[0];
}

function externalQueue(block) {
  const { apiVersion, kind, metadata } = block.documents[0];
  const outputs = { queueUrl: 'https://sqs.us-east-1.amazonaws.com/1/q', queueArn: 'arn:aws:sqs:us-east-1:1:q' };
  return { ...block, documents: [{ apiVersion, kind, metadata, spec: { external: { outputs } } }] };
}
