import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { LocalSecretSealer } from '../../src/adapters/local-secrets/local-secret-sealer.js';
import { SandboxStore } from '../../src/adapters/sandbox-cloud/sandbox-store.js';
import type { StoredResource } from '../../src/adapters/sandbox-cloud/stored-resource.js';
import { sandboxFolders } from '../../src/adapters/sandbox-target/sandbox-folders.js';
import type { DeploymentOutcome } from '../../src/core/execution/deployment-outcome.js';
import { destroy } from '../../src/core/execution/destroy.js';
import { underLock } from '../../src/core/execution/under-lock.js';
import { type CliResult, runCli } from '../helpers/cli.js';
import { unaccounted } from '../helpers/unaccounted.js';
import type { FaultProxy, SeenRequest } from '../servers/fault-proxy.js';
import { RemoteProject } from '../servers/remote-project.js';

export const STAGES = ['create', 'update', 'replace', 'delete', 'destroy'] as const;

/** Where a run is killed: before its `nth` request has arrived, or when that was carried out and not answered. */
export interface RemotePoint {
  readonly stage: (typeof STAGES)[number];
  readonly nth: number;
  readonly when: 'before' | 'after';
}

const ARGS = ['--yes', '--json', '--allow-data-loss', 'all'];

/** One queue in a folder, with state and locks at the other end of a proxy: deployed by a process that is killed, then by this one. */
export class KilledRemoteRun {
  readonly project: RemoteProject;
  readonly #proxy: FaultProxy;

  constructor(proxy: FaultProxy, places: { readonly bucket: string; readonly table: string }) {
    this.#proxy = proxy;
    this.project = new RemoteProject({ url: proxy.url, ...places });
    rmSync(join(this.project.folder, 'services/audit'), { recursive: true });
  }

  /** Brings the stack to where the stage starts from, and writes what it is to become. */
  async prepare(stage: RemotePoint['stage']): Promise<void> {
    this.#queues({ first: 'visibilityTimeout: 60', ...(stage === 'delete' && { second: 'visibilityTimeout: 60' }) });
    if (stage === 'create') return;
    expect((await this.project.apply()).errors).to.deep.equal([]);
    if (stage === 'update') this.#queues({ first: 'visibilityTimeout: 61' });
    if (stage === 'replace') this.#queues({ first: 'type: fifo' });
    if (stage === 'delete') this.#queues({ first: 'visibilityTimeout: 60' });
  }

  /** The requests of an uninterrupted run of a process of its own. */
  async uninterrupted(stage: RemotePoint['stage']): Promise<readonly SeenRequest[]> {
    const from = this.#proxy.requests.length;
    const { code, stdout, stderr } = await this.#process(stage);
    expect(code, stdout + stderr).to.equal(0);
    return this.#proxy.requests.slice(from);
  }

  /** False: the run had ended before it came to that request. */
  async kill({ stage, nth, when }: RemotePoint): Promise<boolean> {
    let child: { kill(signal: NodeJS.Signals): boolean } | undefined;
    const target = this.#proxy.requests.length + nth;
    const isTarget = (seen: SeenRequest): boolean => this.#proxy.requests[target - 1] === seen;
    const die = (seen: SeenRequest) => void (isTarget(seen) && child?.kill('SIGKILL'));
    this.#proxy.inject({ on: isTarget, fault: when === 'before' ? 'reset' : 'lost-reply' });
    if (when === 'before') this.#proxy.onRequest = die;
    else this.#proxy.onAnswer = die;
    const { signal } = await this.#process(stage, (started) => {
      child = started;
    });
    this.#proxy.heal();
    return signal === 'SIGKILL';
  }

  /** The next run of the same command, in this process. */
  async finish(stage: RemotePoint['stage']): Promise<DeploymentOutcome> {
    const outcome = await (stage === 'destroy' ? this.#destroy() : this.project.apply({ allowDataLoss: ['all'] }));
    expect(outcome.errors).to.deep.equal([]);
    expect(outcome.status).to.be.oneOf(['succeeded', 'nothing-to-do']);
    return outcome;
  }

  /** What the cloud holds, and whether state and locks agree with it. */
  async expectWhole(expected: readonly string[]): Promise<void> {
    const ids = await this.project.cloud();
    expect(ids).to.deep.equal(expected);
    expect(await this.project.recorded()).to.deep.equal({ ids, pending: 0, open: 0 });
    await this.#takeLock();
  }

  /** A lock that the dead process holds still, because the next run found nothing to do, keeps nobody out. */
  async #takeLock(): Promise<void> {
    const { at } = this.project;
    const session = await this.project.session();
    const ports = await session.ports({ command: 'panka apply', at, emit: () => {} });
    await underLock({ ports, scope: at, lockTimeout: 0, signal: new AbortController().signal }, async () => {});
    expect(await ports.locks.list(), 'locks').to.deep.equal([]);
  }

  async expectNoOrphan(): Promise<void> {
    const { state } = await (await this.project.session()).stores();
    expect(await unaccounted(state, this.project.at, this.#cloud()), 'in neither state nor journal').to.deep.equal([]);
  }

  #queues(specs: Readonly<Record<string, string>>): void {
    const documents = Object.entries(specs).map(
      ([name, spec]) =>
        `apiVersion: components.panka.io/v1\nkind: SQS\nmetadata: {name: ${name}, service: api, stack: queues}\nspec: {${spec}}\n`,
    );
    writeFileSync(join(this.project.folder, 'services/api/queues.yaml'), documents.join('---\n'));
  }

  #process(
    stage: RemotePoint['stage'],
    onStart?: (child: { kill(signal: NodeJS.Signals): boolean }) => void,
  ): Promise<CliResult> {
    const { folder, environment: env } = this.project;
    return runCli([stage === 'destroy' ? 'destroy' : 'apply', ...ARGS], { cwd: folder, env, onStart });
  }

  async #destroy(): Promise<DeploymentOutcome> {
    const session = await this.project.session();
    const { at } = this.project;
    const { value: application } = await session.discover();
    if (application === undefined) throw new Error('the manifests are broken');
    const ports = await session.ports({ application, command: 'panka destroy', at, emit: () => {} });
    const kinds = await session.kindsInUse(ports.state, { application, at });
    return destroy({
      ...{ ports, at, filter: {}, parallel: 4, lockTimeout: 0, allowDataLoss: ['all'], dataLossMustBeAllowed: true },
      kindOf: (kind) => kinds.get(kind)?.definition,
      approve: async () => true,
      signal: new AbortController().signal,
    });
  }

  #cloud(): readonly StoredResource[] {
    const { cloud, keys } = sandboxFolders(this.project.folder);
    const store = new SandboxStore(cloud, new LocalSecretSealer({ folder: keys, stackId: 'sandbox' }));
    store.reload();
    return store.all();
  }

  remove(): void {
    this.project.remove();
  }
}
