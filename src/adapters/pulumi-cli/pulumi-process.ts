import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import type { PulumiCli } from './find-pulumi-cli.js';

/** What a user's environment may not change in a run of ours: it would bypass the state store or its journal. */
const REMOVED = [
  'PULUMI_BACKEND_URL',
  'PULUMI_CONSOLE_DOMAIN',
  'PULUMI_DISABLE_JOURNALING',
  'PULUMI_SKIP_CHECKPOINTS',
  'PULUMI_EXPERIMENTAL',
];

/** Opens every secret of the stack; the CLI and its plugins have no business with it. */
const SECRET_PREFIX = 'PANKA_SECRETS_';

/** What the Automation API reads of a command that has ended. */
export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  /** Exit code; -1 where a signal ended it. */
  readonly code: number;
  readonly signal?: NodeJS.Signals;
}

/** Milliseconds between the request to end and the end by force. Steps that run are let finish: AWS takes its time. */
const FORCE_AFTER_MS = 30 * 60_000;

export interface PulumiProcessOptions {
  readonly cli: PulumiCli;
  readonly onStart?: (pid: number) => void;
}

/**
 * Runs the CLI for the Automation API, in a process group of its own: Ctrl-C in a terminal reaches panka alone, which then asks
 * the CLI once to end (a second request would make it drop the steps that run).
 */
export class PulumiProcess {
  readonly command: string;
  readonly #running = new Set<ReturnType<typeof spawn>>();

  constructor(private readonly options: PulumiProcessOptions) {
    this.command = options.cli.path;
  }

  /** Signature of Automation's own `PulumiCommand.run`. Rejects with `PulumiExit` when the CLI fails. */
  async run(
    args: string[],
    cwd: string,
    additionalEnv: Record<string, string>,
    onOutput?: (text: string) => void,
    onError?: (text: string) => void,
    signal?: AbortSignal,
  ): Promise<CommandResult> {
    const child = spawn(this.command, [...args, '--non-interactive'], {
      cwd,
      env: this.environment(additionalEnv),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    this.#running.add(child);
    const stop = () => interrupt(child);
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
    const stdout = collect(child.stdout, onOutput);
    const stderr = collect(child.stderr, onError);
    if (child.pid !== undefined) this.options.onStart?.(child.pid);
    try {
      const end = await ended(child);
      const result = { stdout: stdout(), stderr: stderr(), ...end };
      if (end.code !== 0) throw new PulumiExit(result);
      return result;
    } finally {
      signal?.removeEventListener('abort', stop);
      this.#running.delete(child);
    }
  }

  /** Asks what runs to end, and ends it by force after so many milliseconds. */
  interruptAll(forceAfterMs = FORCE_AFTER_MS): void {
    for (const child of this.#running) interrupt(child, forceAfterMs);
  }

  private environment(additional: Record<string, string>): NodeJS.ProcessEnv {
    const env: NodeJS.ProcessEnv = { ...process.env };
    for (const name of Object.keys(env)) if (REMOVED.includes(name) || name.startsWith(SECRET_PREFIX)) delete env[name];
    const path = `${dirname(this.command)}${delimiter}${env.PATH ?? env.Path ?? ''}`;
    return { ...env, ...additional, PATH: path, PULUMI_AUTOMATION_API: 'true' };
  }
}

/** The CLI has ended with an error, or could not be started. */
export class PulumiExit extends Error {
  constructor(readonly result: CommandResult) {
    super(reasonOf(result));
    this.name = 'PulumiExit';
  }
}

function interrupt(child: ReturnType<typeof spawn>, forceAfterMs = FORCE_AFTER_MS): void {
  child.kill('SIGINT');
  setTimeout(() => child.kill('SIGKILL'), forceAfterMs).unref();
}

function collect(stream: NodeJS.ReadableStream | null, hear?: (text: string) => void): () => string {
  let text = '';
  stream?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    hear?.(chunk);
  });
  return () => text;
}

function ended(child: ReturnType<typeof spawn>): Promise<Pick<CommandResult, 'code' | 'signal'>> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code: code ?? -1, ...(signal !== null && { signal }) }));
  });
}

/** What it said last, if it came to say anything: one that was killed did not. */
function reasonOf({ stdout, stderr, code, signal }: CommandResult): string {
  if (signal !== undefined) return `the Pulumi CLI was ended by ${signal}`;
  return lastLine(stderr) ?? lastLine(stdout) ?? `the Pulumi CLI ended with code ${code}`;
}

/** Without what it says at every start. */
function lastLine(text: string): string | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('Logging in using access token')).at(-1);
}
