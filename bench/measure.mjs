// What every benchmark shares: run a command several times, in turn with the one it is compared to, and quote medians.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const panka = [join(root, 'bin', 'run.js')];
export const work = mkdtempSync(join(tmpdir(), 'panka-bench-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

const environment = {
  ...process.env,
  NO_COLOR: '1',
  PANKA_HOME: join(work, 'home'),
  PANKA_DATA_DIR: join(work, 'data'),
  PANKA_CACHE_DIR: join(work, 'cache'),
};

/** Seconds of wall time and MiB of one run of `node ARGS`. Throws when it fails. */
export function once(args, { env = {}, code = 0 } = {}) {
  const report = join(work, 'rss');
  const hook = `data:text/javascript,import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(${JSON.stringify(report)},String(process.resourceUsage().maxRSS)))`;
  const began = process.hrtime.bigint();
  const run = spawnSync(process.execPath, ['--import', hook, ...args], {
    env: { ...environment, ...env },
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  if (run.status !== code)
    throw new Error(`node ${args.join(' ')} ended with ${run.status}\n${run.stdout}${run.stderr}`.slice(0, 2000));
  return { seconds, mib: Number(readFileSync(report, 'utf8')) / 1024 };
}

/** Median seconds and highest MiB of several commands, run in turn so that a slow minute hits them all. */
export function inTurn(commands, runs = 5) {
  const results = commands.map(() => []);
  for (let i = -1; i < runs; i++)
    commands.forEach((command, c) => {
      const { args, before, ...options } = Array.isArray(command) ? { args: command } : command;
      before?.();
      const result = once(args, options);
      if (i >= 0) results[c].push(result);
    });
  return results.map((list) => ({
    seconds: median(list.map((r) => r.seconds)),
    mib: Math.max(...list.map((r) => r.mib)),
  }));
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

export function row(...cells) {
  console.log(`| ${cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(2) : cell)).join(' | ')} |`);
}

export function generate(folder, components, mode = 'mixed') {
  const run = spawnSync(
    process.execPath,
    [join(root, 'bench', 'generate-stack.mjs'), folder, String(components), mode],
    { stdio: 'inherit' },
  );
  if (run.status !== 0) throw new Error('the stack could not be generated');
}
