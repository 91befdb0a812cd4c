// Runs the long matrices (test/long, and the model-based tests with many schedules), or with --sample a few points of each:
// all schedules of the locks, and all points of the commands that change a state by hand, even then, for they are quick.
// PANKA_SEED chooses which; it is printed.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const sample = process.argv.includes('--sample');
const seed = process.env.PANKA_SEED ?? String(Math.floor(Math.random() * 1e6));
const files = [
  ...(sample
    ? ['test/long/**/*.test.ts']
    : readdirSync(`${root}test/long`)
        .filter((name) => name.endsWith('.test.ts'))
        .map((name) => `test/long/${name}`)),
  'test/core/state-admin/kill-matrix/*.test.ts',
  'test/core/locks/*.test.ts',
  ...(sample
    ? []
    : [
        'test/core/execution/kill-matrix/*.test.ts',
        'test/adapters/pulumi-engine/kill-matrix/*.test.ts',
        'test/core/engine/*.test.ts',
        'test/adapters/embedded-engine/*.test.ts',
        'test/adapters/pulumi-engine/parity/*.test.ts',
      ]),
];
console.log(`seed ${seed}${sample ? ', a sample' : ''}`);
/** Each part has a process of its own: together they would keep more in memory than Node gives one. */
const parts = sample ? [files] : files.map((pattern) => [pattern]);
const statuses = parts.map(run);
process.exit(statuses.find((status) => status !== 0) ?? 0);

function run(patterns) {
  const { status } = spawnSync(
    process.execPath,
    [
      `${root}/node_modules/mocha/bin/mocha.js`,
      '--no-config',
      '--node-option',
      'import=tsx',
      '--reporter',
      `${root}/scripts/mocha-reporter.cjs`,
      '--timeout',
      '600000',
      ...patterns,
    ],
    { cwd: root, stdio: 'inherit', env: settings() },
  );
  return status ?? 1;
}

function settings() {
  return {
    ...process.env,
    PANKA_SEED: seed,
    PANKA_LONG: sample ? 'sample' : 'full',
    PANKA_KILL_POINTS: process.env.PANKA_KILL_POINTS ?? 'Infinity',
    PANKA_SCHEDULES: process.env.PANKA_SCHEDULES ?? '5000',
    ...(!sample && { PANKA_RANDOM_RUNS: process.env.PANKA_RANDOM_RUNS ?? '2000' }),
    ...(!sample && { PANKA_PARITY_RUNS: process.env.PANKA_PARITY_RUNS ?? '40' }),
  };
}
