import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Config } from '@oclif/core';
import { stringify } from 'yaml';
import { LocalSecretSealer } from '../../src/adapters/local-secrets/local-secret-sealer.js';
import { SandboxStore } from '../../src/adapters/sandbox-cloud/sandbox-store.js';
import { sandboxFolders } from '../../src/adapters/sandbox-target/sandbox-folders.js';
import { ProjectSession } from '../../src/composition.js';
import { deploy } from '../../src/core/execution/deploy.js';
import type { DeploymentOutcome } from '../../src/core/execution/deployment-outcome.js';
import type { DeploymentEvent } from '../../src/core/execution/events.js';
import type { Filter } from '../../src/core/execution/filter.js';
import { repository } from '../helpers/cli.js';
import { TEST_CREDENTIALS } from './clients.js';

export interface RemotePlaces {
  readonly url: string;
  readonly bucket: string;
  readonly table: string;
}

export interface ApplyOptions {
  readonly id?: string;
  /** Faults of the simulated cloud. */
  readonly faults?: readonly unknown[];
  /** Milliseconds. */
  readonly lockTimeout?: number;
  readonly emit?: (event: DeploymentEvent) => void;
  readonly sets?: readonly string[];
  readonly filter?: Filter;
  /** Components whose data may go, or `all`. */
  readonly allowDataLoss?: readonly string[];
}

let config: Promise<Config> | undefined;

/** The four queues of the fixture, in a project whose panka.yaml keeps state and locks with AWS; run in this process. */
export class RemoteProject {
  readonly root = mkdtempSync(join(tmpdir(), 'panka-remote-'));
  readonly folder = join(this.root, 'project');
  readonly home = join(this.root, 'home');
  readonly at = { stack: 'queues', environment: 'development' } as const;
  readonly #settings: Record<string, unknown>;

  constructor(places: RemotePlaces, more: Record<string, unknown> = {}) {
    mkdirSync(this.home);
    cpSync(join(repository, 'test/fixtures/stacks/queues'), this.folder, { recursive: true });
    this.#settings = {
      target: 'sandbox',
      state: { backend: 's3', bucket: places.bucket, region: 'us-east-1' },
      locks: { table: places.table, ...(more['locks'] as object) },
      aws: { endpoints: { s3: places.url, dynamodb: places.url }, ...(more['aws'] as object) },
    };
    this.configure({});
  }

  /** Rewrites panka.yaml with these settings changed. */
  configure(change: Record<string, unknown>): void {
    writeFileSync(join(this.folder, 'panka.yaml'), stringify({ ...this.#settings, ...change }));
  }

  /** What processes of this project need to have in their environment. */
  get environment(): Record<string, string> {
    return { ...TEST_CREDENTIALS, PANKA_HOME: this.home, AWS_EC2_METADATA_DISABLED: 'true', NO_COLOR: '1' };
  }

  async session(sets: readonly string[] = []): Promise<ProjectSession> {
    Object.assign(process.env, TEST_CREDENTIALS);
    config ??= Config.load(repository);
    return withVariables({ PANKA_HOME: this.home }, async () => {
      const session = new ProjectSession({ config: await (config as Promise<Config>), dir: this.folder, sets });
      await session.stores();
      return session;
    });
  }

  async apply(options: ApplyOptions = {}): Promise<DeploymentOutcome> {
    const session = await this.session(options.sets);
    const { value: application, diagnostics } = await session.discover();
    if (application === undefined) throw new Error(JSON.stringify(diagnostics));
    const desired = await session.desire(application);
    const ports = await session.ports({
      application,
      command: 'panka apply',
      at: this.at,
      emit: options.emit ?? (() => {}),
      ...(options.id !== undefined && { id: options.id }),
    });
    return withVariables({ PANKA_SANDBOX_FAULTS: JSON.stringify(options.faults ?? []) }, () =>
      deploy({
        ports,
        desired,
        filter: options.filter ?? {},
        refresh: false,
        parallel: 4,
        lockTimeout: options.lockTimeout ?? 0,
        allowDataLoss: options.allowDataLoss ?? [],
        allowMassDelete: false,
        approve: async () => true,
        signal: new AbortController().signal,
      }),
    );
  }

  /** Ids of what the simulated cloud holds. */
  async cloud(): Promise<readonly string[]> {
    return (await this.#cloud())
      .all()
      .map(({ id }) => id)
      .sort();
  }

  /** Every secret that the simulated cloud knows. */
  async secrets(): Promise<readonly string[]> {
    return [...(await this.#cloud()).secretTexts()];
  }

  /** Ids of what the state holds, and what was begun in it and not ended. */
  async recorded(): Promise<{ readonly ids: readonly string[]; readonly pending: number; readonly open: number }> {
    const { state } = await (await this.session()).stores();
    const [checkpoint, head] = await Promise.all([
      state.units.readCheckpoint(this.at, 'stack'),
      state.readState(this.at),
    ]);
    if (!checkpoint.found || !head.found) return { ids: [], pending: 0, open: 0 };
    const { resources = [], pending_operations = [] } = checkpoint.value;
    const after = head.value.units['stack']?.appliedUpdate ?? 0;
    const updates = await state.units.readUpdates(this.at, 'stack', after);
    const ids = resources.flatMap(({ custom, id, type }) =>
      custom && !type.startsWith('pulumi:') ? [String(id)] : [],
    );
    return { ids: ids.sort(), pending: pending_operations.length, open: updates.length };
  }

  async #cloud(): Promise<SandboxStore> {
    const { cloud, keys } = sandboxFolders(this.folder);
    const store = new SandboxStore(cloud, new LocalSecretSealer({ folder: keys, stackId: 'sandbox' }));
    store.reload();
    return store;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

async function withVariables<T>(variables: Record<string, string>, action: () => Promise<T>): Promise<T> {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  try {
    return await action();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
