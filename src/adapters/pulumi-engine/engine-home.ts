import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Folders of one run of the CLI: its project files, and credentials of its own, as every CLI that logs in to a server writes
 * into the user's credentials file and makes that server the current one.
 */
export class EngineHome {
  readonly folder = mkdtempSync(join(tmpdir(), 'panka-engine-'));
  #units = 0;

  /** An empty folder for the project file of one unit. */
  projectFolder(): string {
    this.#units += 1;
    const folder = join(this.folder, `unit-${this.#units}`);
    mkdirSync(folder);
    return folder;
  }

  /** Variables by which the CLI finds server, token and its folders. */
  environment({ url, token }: { readonly url: string; readonly token: string }): Record<string, string> {
    return {
      PULUMI_BACKEND_URL: url,
      PULUMI_ACCESS_TOKEN: token,
      PULUMI_CREDENTIALS_PATH: this.folder,
      PULUMI_SKIP_UPDATE_CHECK: 'true',
      PULUMI_SKIP_CONFIRMATIONS: 'true',
      // Every step waits for its journal entry: 50 ms, as it is otherwise, are most of the time of quick resources.
      PULUMI_JOURNALING_BATCH_PERIOD: '5',
      NO_PROXY: withLoopback(process.env.NO_PROXY ?? process.env.no_proxy),
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function withLoopback(given: string | undefined): string {
  return given ? `${given},127.0.0.1` : '127.0.0.1';
}
