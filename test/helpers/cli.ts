import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../', import.meta.url));
const launcher = join(repository, 'bin', 'run.js');

export interface CliResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout as JSON. */
  readonly json: () => Record<string, unknown>;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with the process as soon as it runs: to send signals, or to close its pipes. */
  readonly onStart?: (child: ChildProcess) => void;
  readonly onStderr?: (text: string, child: ChildProcess) => void;
}

/** A folder with a copy of an example (or empty), and the CLI working in it with a home of its own. */
export class CliProject {
  readonly root = mkdtempSync(join(tmpdir(), 'panka-cli-'));
  readonly folder = join(this.root, 'project');

  constructor(source?: string) {
    mkdirSync(this.folder);
    if (source === undefined) return;
    const filter = (path: string) => !path.includes('.panka');
    cpSync(join(repository, source), this.folder, { recursive: true, filter });
  }

  /** Runs the built CLI, as a user would. */
  panka(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
    return runCli(args, { cwd: this.folder, ...options, env: { ...this.environment, ...options.env } });
  }

  get environment(): Record<string, string> {
    return {
      PANKA_HOME: join(this.root, 'home'),
      PANKA_DATA_DIR: join(this.root, 'data'),
      PANKA_CACHE_DIR: join(this.root, 'cache'),
      NO_COLOR: '1',
    };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

export function runCli(args: readonly string[], { cwd, env = {}, onStart, onStderr }: CliOptions): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const { FORCE_COLOR: _forced, PANKA_DATA_DIR: _data, PANKA_PLUGINS_DIR: _plugins, ...inherited } = process.env;
    const child = spawn(process.execPath, [launcher, ...args], {
      cwd,
      env: { ...inherited, NODE_OPTIONS: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
      onStderr?.(String(data), child);
    });
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({ code, signal, stdout, stderr, json: () => JSON.parse(stdout) as Record<string, unknown> }),
    );
    onStart?.(child);
  });
}
