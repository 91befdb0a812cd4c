import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalWorkspace, type Stack } from '@pulumi/pulumi/automation/index.js';
import type { LoopbackBackend } from '../../../src/adapters/loopback-backend/loopback-backend.js';
import type { UnitProgram } from '../../../src/core/engine/deployment-engine.js';

export interface CliStack {
  readonly name: string;
  readonly program: UnitProgram;
  readonly environment?: Readonly<Record<string, string>>;
  /** Ask for neither outputs nor history after a run: that takes three more processes. */
  readonly terse?: boolean;
}

/** Folders of a run of the CLI, of which nothing reaches the user's own. */
export class CliHome {
  readonly folder = mkdtempSync(join(tmpdir(), 'panka-loopback-'));
  #projects = 0;

  /** By the Automation API; finds the stack by itself, as it is served. */
  async stack(backend: LoopbackBackend, { name, program, environment, terse }: CliStack): Promise<Stack> {
    this.#projects += 1;
    const workDir = join(this.folder, `project-${this.#projects}`);
    mkdirSync(workDir);
    const stack = await LocalWorkspace.createOrSelectStack(
      { stackName: `panka/shop/${name}`, projectName: 'shop', program },
      { workDir, envVars: { ...this.environment(backend), ...environment }, pulumiHome: join(this.folder, 'home') },
    );
    if (!terse) return stack;
    stack.outputs = async () => ({});
    stack.info = async () => undefined;
    return stack;
  }

  environment({ url, token }: LoopbackBackend): Record<string, string> {
    return {
      PULUMI_BACKEND_URL: url,
      PULUMI_ACCESS_TOKEN: token,
      PULUMI_HOME: join(this.folder, 'home'),
      PULUMI_CREDENTIALS_PATH: this.folder,
      PULUMI_SKIP_UPDATE_CHECK: '1',
      PULUMI_JOURNALING_BATCH_PERIOD: '5',
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
