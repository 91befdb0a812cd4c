import { processLiveness } from '../../../../src/adapters/local-locks/process-identity.js';
import { LocalSecretSealer } from '../../../../src/adapters/local-secrets/local-secret-sealer.js';
import type { PulumiCli } from '../../../../src/adapters/pulumi-cli/find-pulumi-cli.js';
import { PulumiEngine } from '../../../../src/adapters/pulumi-engine/pulumi-engine.js';
import { SandboxStore } from '../../../../src/adapters/sandbox-cloud/sandbox-store.js';
import type { StoredResource } from '../../../../src/adapters/sandbox-cloud/stored-resource.js';
import type { DeploymentPorts, DeploymentRuntime } from '../../../../src/core/execution/ports.js';
import type { StateStore } from '../../../../src/core/state/state-store.js';
import type { AwsApi } from '../../../../src/sdk/index.js';
import { AT, type Client, type ProjectStores, UnitProject } from '../../../core/execution/unit-project.js';

export interface StockProjectOptions {
  readonly folder?: string;
  readonly cli: () => PulumiCli;
  /** Of the served sandbox, which another process is. */
  readonly port: () => number;
  /** In the place of the local ones. */
  readonly stores?: ProjectStores | undefined;
}

/** A project that is deployed with the stock CLI over a simulated cloud in a process of its own. */
export class StockProject extends UnitProject {
  constructor(private readonly options: StockProjectOptions) {
    super(options.folder, options.stores);
  }

  override ports(client: Client = {}): DeploymentPorts {
    const ports = super.ports({ processAlive: (holder) => processLiveness(holder), ...client });
    const run = { ...ports.run, id: crypto.randomUUID() };
    return { ...ports, run, engine: async () => this.#withStockCli(await ports.engine(), client) };
  }

  /** Resources of the cloud as they are now. */
  resources(): readonly StoredResource[] {
    const sealer = new LocalSecretSealer({ folder: this.folders.keys, stackId: 'sandbox' });
    return new SandboxStore(this.folders.cloud, sealer).all();
  }

  stateStore(): StateStore {
    return this.state;
  }

  async #withStockCli(embedded: DeploymentRuntime, client: Client): Promise<DeploymentRuntime> {
    const engine = new PulumiEngine({
      cli: this.options.cli(),
      secrets: new LocalSecretSealer({ folder: this.folders.keys, stackId: `${AT.stack}/${AT.environment}` }),
      environment: {
        PULUMI_DEBUG_PROVIDERS: `aws:${this.options.port()}`,
        // It would look for the attached provider's plugin on the network before every run.
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
      },
      // With what the cloud holds by now.
      settle: async (request) => (await super.ports(client).engine()).engine.settle(request),
    });
    // The cloud as it is when a verifier asks.
    const aws: AwsApi = { call: async (...asked) => (await super.ports(client).engine()).aws.call(...asked) };
    const close = async () => {
      await engine.close();
      await embedded.close();
    };
    return { ...embedded, aws, engine, close };
  }
}
