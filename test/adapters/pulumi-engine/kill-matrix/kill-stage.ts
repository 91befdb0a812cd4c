import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { PulumiCli } from '../../../../src/adapters/pulumi-cli/find-pulumi-cli.js';
import type { JournalEntry } from '../../../../src/core/engine/journal-entry.js';
import type { DeploymentOutcome } from '../../../../src/core/execution/deployment-outcome.js';
import type { StateStore } from '../../../../src/core/state/state-store.js';
import { type EndState, endState } from '../../../core/execution/kill-matrix/end-state.js';
import { startWorker } from '../../../helpers/start-worker.js';
import { ServedSandbox } from '../../../served-cloud/served-sandbox.js';
import type { RemoteStores } from '../../../servers/remote-stores.js';
import type { KillDriverRequest } from './kill-driver.js';
import { type KillPoint, watchingAppends } from './kill-point.js';
import { AFTER, BEFORE } from './kill-programs.js';
import { runUntilKilled } from './run-until-killed.js';
import { StockProject } from './stock-project.js';
import { signalGroup, startedClis, watchedCli } from './watched-cli.js';

/** Milliseconds that every call of the cloud takes, so that some are under way when somebody dies. */
const CALL_MS = 40;
const DRIVER = new URL('./kill-driver.ts', import.meta.url);

/** One project that is brought again and again from BEFORE to AFTER, by processes that die, over a cloud that does not. */
export class KillStage {
  readonly project: StockProject;
  readonly cli: PulumiCli;
  /** The end of a run that nobody disturbs. */
  whole: EndState | undefined;
  appends = 0;
  /** Milliseconds of that run. */
  duration = 0;
  #served: ServedSandbox | undefined;

  /** `remote`: in the place of state and locks in the project's folder. */
  constructor(
    cli: PulumiCli,
    private readonly remote?: RemoteStores,
  ) {
    this.project = new StockProject({ cli: () => this.cli, port: () => this.served.port, stores: remote });
    this.cli = watchedCli(cli, this.project.folder);
  }

  get served(): ServedSandbox {
    if (this.#served === undefined) throw new Error('the sandbox is not served yet');
    return this.#served;
  }

  async prepare(): Promise<void> {
    this.#served = await ServedSandbox.start({ project: this.project.folder, delay: CALL_MS });
    expect((await this.project.apply(BEFORE)).errors).to.deep.equal([]);
    cpSync(this.#panka, this.#kept, { recursive: true });
    await this.remote?.keep();
    const since = performance.now();
    const outcome = await this.apply(() => {
      this.appends += 1;
    });
    this.duration = performance.now() - since;
    expect(outcome.errors).to.deep.equal([]);
    this.whole = await this.now();
  }

  async putBack(): Promise<void> {
    rmSync(this.#panka, { recursive: true, force: true });
    cpSync(this.#kept, this.#panka, { recursive: true });
    await this.remote?.putBack();
  }

  now(): Promise<EndState> {
    return endState({ state: () => this.project.stateStore(), cloud: () => this.project.resources() });
  }

  /** In this process; tells what it writes into its journal. */
  apply(onEntries: (entries: readonly JournalEntry[]) => void = () => {}): Promise<DeploymentOutcome> {
    const state = (own: StateStore) =>
      watchingAppends(own, ({ when, entries }) => {
        if (when === 'before') onEntries(entries);
      });
    return this.project.apply(AFTER, { state });
  }

  /** False: it was over before the point. */
  async killAt(point: KillPoint): Promise<boolean> {
    if (point.victim === 'the CLI') {
      // A CLI that dies while it previews leaves panka without a plan.
      const run = runUntilKilled(this.project, point).then(({ status }) => status);
      return (await run.catch(() => 'refused')) !== 'succeeded';
    }
    const request: KillDriverRequest = {
      folder: this.project.folder,
      cli: this.cli,
      port: this.served.port,
      point,
      ...(this.remote !== undefined && { places: this.remote.places }),
    };
    const driver = startWorker(DRIVER, [JSON.stringify(request)]);
    await driver.done.catch(() => undefined);
    const { signalCode, exitCode } = driver.process;
    if (signalCode !== 'SIGKILL') expect(exitCode, 'exit code of the driver').to.equal(0);
    return signalCode === 'SIGKILL';
  }

  async expectWhole(): Promise<void> {
    expect(await this.now(), 'end state').to.deep.equal(this.whole);
    expect(await this.project.locks.list(), 'locks').to.deep.equal([]);
  }

  /** Those of dead pankas, which nobody hears any more. */
  endOrphans(): number {
    return startedClis(this.project.folder).filter((pid) => signalGroup(pid, 'SIGKILL')).length;
  }

  async close(): Promise<void> {
    this.endOrphans();
    await this.#served?.close();
    await this.remote?.close();
    this.project.remove();
  }

  get #panka(): string {
    return join(this.project.folder, '.panka');
  }

  get #kept(): string {
    return join(this.project.folder, 'kept');
  }
}
