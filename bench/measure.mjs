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

/**
 * Of one run of `node ARGS`: seconds on the clock, seconds of processor time of the main thread (what the clock would show on a
 * machine that does nothing else; Linux only), and MiB. Throws when it fails.
 */
export function once(args, { env = {}, code = 0 } = {}) {
  const report = join(work, 'rss');
  const hook = `data:text/javascript,${encodeURIComponent(`(${atExit})(${JSON.stringify(report)})`)}`;
  const began = process.hrtime.bigint();
  const run = spawnSync(process.execPath, ['--import', hook, ...args], {
    env: { ...environment, ...env },
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  if (run.status !== code)
    throw new Error(`node ${args.join(' ')} ended with ${run.status}\n${run.stdout}${run.stderr}`.slice(0, 2000));
  const { kib, nanoseconds } = JSON.parse(readFileSync(report, 'utf8'));
  return { seconds, cpu: nanoseconds / 1e9, mib: kib / 1024 };
}

/** Runs in the measured process. */
function atExit(report) {
  process.on('exit', () => {
    const { readFileSync, writeFileSync } = process.getBuiltinModule('node:fs');
    const kib = process.resourceUsage().maxRSS;
    let nanoseconds;
    try {
      nanoseconds = Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]);
    } catch {}
    writeFileSync(report, JSON.stringify({ kib, nanoseconds }));
  });
}

/** Median seconds, least processor time and highest MiB of several commands, run in turn so that a slow minute hits them all. */
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
    cpu: Math.min(...list.map((r) => r.cpu)),
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
