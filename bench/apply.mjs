// `apply` of simulated resources: 4 a queue. Start-up is an apply that finds nothing to do, plus loading Pulumi.
// usage: node bench/apply.mjs [RUNS]

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { generate, inTurn, panka, row, work } from './measure.mjs';

const sizes = [1000, 2000, 5000];
const stack = (n) => join(work, `queues-${n}`);
for (const n of sizes) generate(stack(n), n / 4, 'queues');
const apply = (n) => ({
  args: [...panka, 'apply', '-C', stack(n), '--sandbox', '--yes', '--json'],
  before: () => rmSync(join(stack(n), '.panka'), { recursive: true, force: true }),
});
const loadPulumi = [
  '--input-type=module',
  '-e',
  `await import(${JSON.stringify(import.meta.resolve('@pulumi/pulumi/index.js'))});await import(${JSON.stringify(import.meta.resolve('@pulumi/aws/index.js'))})`,
];
const [loaded, validated, ...applied] = inTurn(
  [loadPulumi, [...panka, 'validate', '-C', stack(1000), '--json'], ...sizes.map(apply)],
  3,
);
const start = loaded.seconds + validated.seconds;
row('resources', 'seconds', 'beyond start-up', 'ms a resource', 'MiB', 'at most');
row('---', '---', '---', '---', '---', '---');
row('start-up (load Pulumi, read manifests)', start, '', '', loaded.mib, '');
sizes.forEach((n, i) => {
  const beyond = applied[i].seconds - start;
  row(
    String(n),
    applied[i].seconds,
    beyond,
    (beyond / n) * 1000,
    applied[i].mib,
    n === 1000 ? '2 s beyond start-up' : 'linear',
  );
});
