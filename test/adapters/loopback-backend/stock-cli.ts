import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalWorkspace, type Stack } from '@pulumi/pulumi/automation/index.js';
import type { LoopbackBackend } from '../../../src/adapters/loopback-backend/loopback-backend.js';
import type { UnitProgram } from '../../../src/core/engine/deployment-engine.js';

const IS_THERE = spawnSync('pulumi', ['version']).status === 0;

/** Suites with the stock CLI, skipped by name where it is not on PATH. */
export function withStockCli(suites: () => void): void {
  describe('with the stock Pulumi CLI', () => {
    before(function () {
      if (!IS_THERE) this.skip();
    });
    suites();
  });
}

/** Folders of a run of the CLI, of which nothing reaches the user's own. */
export class CliHome {
  readonly folder = mkdtempSync(join(tmpdir(), 'panka-loopback-'));
  #projects = 0;

  /** By the Automation API; finds the stack by itself, as it is served. */
  async stack(
    backend: LoopbackBackend,
    name: string,
    program: UnitProgram,
    more: Record<string, string> = {},
  ): Promise<Stack> {
    this.#projects += 1;
    const workDir = join(this.folder, `project-${this.#projects}`);
    mkdirSync(workDir);
    return LocalWorkspace.createOrSelectStack(
      { stackName: `panka/shop/${name}`, projectName: 'shop', program },
      { workDir, envVars: { ...this.environment(backend), ...more }, pulumiHome: join(this.folder, 'home') },
    );
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
