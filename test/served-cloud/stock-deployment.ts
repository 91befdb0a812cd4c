import { digestFiles } from '../../src/adapters/file-digests/digest-files.js';
import { LocalLockStore } from '../../src/adapters/local-locks/local-lock-store.js';
import { LocalSecretSealer } from '../../src/adapters/local-secrets/local-secret-sealer.js';
import { LocalStateStore } from '../../src/adapters/local-state/local-state-store.js';
import { ManifestFiles } from '../../src/adapters/manifest-files/manifest-files.js';
import { findPulumiCli } from '../../src/adapters/pulumi-cli/find-pulumi-cli.js';
import { sandboxFolders } from '../../src/adapters/sandbox-target/sandbox-folders.js';
import { sandboxRuntime } from '../../src/adapters/sandbox-target/sandbox-runtime.js';
import { discover } from '../../src/core/discovery/discover.js';
import type { ResourceProvider } from '../../src/core/engine/resource-provider.js';
import { deploy } from '../../src/core/execution/deploy.js';
import type { DeploymentOutcome } from '../../src/core/execution/deployment-outcome.js';
import { type Desired, kindOf, prepareDesired } from '../../src/core/execution/desired.js';
import { destroy } from '../../src/core/execution/destroy.js';
import type { DeploymentPorts, DeploymentRuntime, TargetIdentity } from '../../src/core/execution/ports.js';
import { addressOf } from '../../src/core/model/state-address.js';
import { buildByToken } from '../../src/sdk/testing/deployment/build-by-token.js';
import { StockEngine } from '../adapters/pulumi-engine/stock-engine.js';
import { realKinds, registryOf } from '../docs/real-kinds.js';
import { sandboxOf } from './sandbox-of.js';

const TARGET: TargetIdentity = { name: 'sandbox', account: '123456789012', region: 'us-east-1' };
const ALLOWED = { filter: {}, parallel: 8, lockTimeout: 0, allowDataLoss: ['all'], approve: async () => true } as const;

/** A project that is deployed as panka does it, with the stock CLI or the embedded engine over its simulated cloud. */
export class StockDeployment {
  readonly #opened: { close(): Promise<void> }[] = [];

  constructor(
    private readonly folder: string,
    private readonly environment: string,
  ) {}

  /** Throws what validation finds. */
  async desire(): Promise<Desired> {
    const registry = registryOf(await realKinds());
    const files = new ManifestFiles(this.folder);
    const found = await discover({ files, registry, environment: this.environment, variables: {} });
    const errors = found.diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    if (errors.length > 0 || found.value === undefined) throw new Error(errors.join('\n'));
    return prepareDesired({ application: found.value, registry, digestFiles, pankaVersion: '0.0.0' });
  }

  async apply(engine: 'stock' | 'embedded', refresh = false): Promise<DeploymentOutcome> {
    const desired = await this.desire();
    const ports = this.#ports(desired, engine);
    const { signal } = new AbortController();
    return deploy({ ...ALLOWED, ports, desired, refresh, allowMassDelete: true, signal });
  }

  async destroy(engine: 'stock' | 'embedded'): Promise<DeploymentOutcome> {
    const desired = await this.desire();
    return destroy({
      ...ALLOWED,
      ports: this.#ports(desired, engine),
      at: addressOf(desired.application),
      kindOf: (kind) => kindOf(desired, kind),
      dataLossMustBeAllowed: true,
      signal: new AbortController().signal,
    });
  }

  /** What the simulated cloud holds, without what differs from run to run. */
  async cloud(): Promise<readonly object[]> {
    const { store } = await sandboxOf({ project: this.folder });
    const held = store.all().map(({ createdAt: _, ...resource }) => resource);
    return JSON.parse(JSON.stringify(held).replaceAll(this.folder, '')) as object[];
  }

  async close(): Promise<void> {
    for (const opened of this.#opened.splice(0)) await opened.close();
  }

  #ports(desired: Desired, engine: 'stock' | 'embedded'): DeploymentPorts {
    const folders = sandboxFolders(this.folder);
    return {
      target: TARGET,
      state: new LocalStateStore({ folder: folders.state }),
      locks: new LocalLockStore({ folder: folders.locks }),
      run: { id: crypto.randomUUID(), command: 'test', by: 'test', host: 'test', pid: process.pid },
      emit: () => {},
      engine: () => this.#runtime(desired, engine),
    };
  }

  async #runtime(desired: Desired, engine: 'stock' | 'embedded'): Promise<DeploymentRuntime> {
    let provider: ResourceProvider | undefined;
    const runtime = await sandboxRuntime({
      folders: sandboxFolders(this.folder),
      at: addressOf(desired.application),
      target: TARGET,
      kinds: desired.kinds,
      buildWith: buildByToken,
      readState: async () => undefined,
      throughProvider: (cloud) => (provider = cloud),
    });
    if (engine === 'embedded' || provider === undefined) return runtime;
    const cli = await findPulumiCli({ env: process.env, engineFolder: '' });
    const { stack, environment } = addressOf(desired.application);
    const keys = sandboxFolders(this.folder).keys;
    const sealer = new LocalSecretSealer({ folder: keys, stackId: `${stack}/${environment}` });
    const stock = new StockEngine(() => cli, provider, sealer);
    this.#opened.push(stock);
    return { ...runtime, engine: stock };
  }
}
