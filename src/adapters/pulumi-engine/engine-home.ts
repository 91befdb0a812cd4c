import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityOf, ownIdentity, type ProcessIdentity } from '../local-locks/process-identity.js';

/** Begin of the name of every engine's folder, below the system's folder for temporary files. */
export const HOME_PREFIX = 'panka-engine-';

/** File of an engine's folder with a `StartedCli` a line. */
export const STARTED_CLIS = 'started-clis.ndjson';

/** Who has started which CLI, for whoever finds the folder after a power cut or a kill. */
export interface StartedCli {
  readonly panka: ProcessIdentity;
  readonly cli: ProcessIdentity;
}

/**
 * Folders of one run of the CLI: its project files, and credentials of its own, as every CLI that logs in to a server writes
 * into the user's credentials file and makes that server the current one.
 */
export class EngineHome {
  readonly folder = mkdtempSync(join(tmpdir(), HOME_PREFIX));
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

  /** Notes a CLI that was started just now. A disk that is full must not end the run: without the note, the next one does not wait. */
  async noteStarted(pid: number): Promise<void> {
    const started: StartedCli = { panka: await ownIdentity(), cli: await identityOf(pid) };
    try {
      appendFileSync(join(this.folder, STARTED_CLIS), `${JSON.stringify(started)}\n`);
    } catch {
      return;
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function withLoopback(given: string | undefined): string {
  return given ? `${given},127.0.0.1` : '127.0.0.1';
}
