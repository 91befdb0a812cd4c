import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CloudEvent, ServeSandboxRequest } from './serve-sandbox.js';

const ENTRY = fileURLToPath(new URL('./serve-sandbox.ts', import.meta.url));

export type ServedSandboxRequest = Omit<ServeSandboxRequest, 'log'> & {
  /** A fault plan, as PANKA_SANDBOX_FAULTS has it. */
  readonly faults?: readonly object[];
};

/** The simulated cloud of a project in a process of its own, which the death of panka or of the CLI does not touch. */
export class ServedSandbox {
  private constructor(
    readonly port: number,
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly folder: string,
  ) {}

  static async start({ faults, ...place }: ServedSandboxRequest): Promise<ServedSandbox> {
    const folder = mkdtempSync(join(tmpdir(), 'panka-served-'));
    const request: ServeSandboxRequest = { ...place, log: join(folder, 'calls.ndjson') };
    const env = { ...process.env, ...(faults && { PANKA_SANDBOX_FAULTS: JSON.stringify(faults) }) };
    const child = spawn(process.execPath, ['--import=tsx', ENTRY, JSON.stringify(request)], { env });
    let errors = '';
    child.stderr.on('data', (text) => {
      errors += text;
    });
    const failed = once(child, 'exit').then(([code]) => {
      throw new Error(`the served sandbox ended with ${code}: ${errors}`);
    });
    failed.catch(() => undefined);
    const [line] = await Promise.race([once(child.stdout, 'data'), failed]);
    return new ServedSandbox((JSON.parse(String(line)) as { port: number }).port, child, folder);
  }

  /** For the environment of the CLI. */
  get environment(): { readonly PULUMI_DEBUG_PROVIDERS: string } {
    return { PULUMI_DEBUG_PROVIDERS: `aws:${this.port}` };
  }

  /** Every call so far, in the order of what happened. */
  events(): readonly CloudEvent[] {
    try {
      const lines = readFileSync(join(this.folder, 'calls.ndjson'), 'utf8').split('\n');
      return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as CloudEvent);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  /** From now on calls are begun and never answered. */
  hold(): Promise<void> {
    return this.#tell('hold');
  }

  /** Answers what waits, and all that comes. */
  release(): Promise<void> {
    return this.#tell('release');
  }

  async close(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = once(this.child, 'exit');
      this.child.stdin.end();
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #tell(command: string): Promise<void> {
    const heard = once(this.child.stdout, 'data');
    this.child.stdin.write(`${command}\n`);
    await heard;
  }
}
