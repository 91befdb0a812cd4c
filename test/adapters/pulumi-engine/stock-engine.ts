import { EmbeddedEngine } from '../../../src/adapters/embedded-engine/embedded-engine.js';
import type { PulumiCli } from '../../../src/adapters/pulumi-cli/find-pulumi-cli.js';
import { PulumiEngine } from '../../../src/adapters/pulumi-engine/pulumi-engine.js';
import type { PortableSealer } from '../../../src/adapters/run-thread/carried-sealer.js';
import { serveProvider } from '../../../src/adapters/sandbox-provider-server/serve-provider.js';
import type {
  DeploymentEngine,
  EngineRequest,
  EngineResult,
  MutatingRequest,
  SettleRequest,
  SettleResult,
} from '../../../src/core/engine/deployment-engine.js';
import type { ResourceProvider } from '../../../src/core/engine/resource-provider.js';
import { withNewKey } from '../../../src/core/secrets/key-ring.js';
import { RingSealer } from '../../../src/core/secrets/ring-sealer.js';

/** The keys of one process: what one engine has sealed the other one opens. */
export const stockSealer = new RingSealer({ stack: 'stock', environment: 'test' }, withNewKey());

/** The stock CLI with a test's own provider attached by gRPC. Starts with the first run. */
export class StockEngine implements DeploymentEngine {
  #running: Promise<{ readonly engine: PulumiEngine; close(): Promise<void> }> | undefined;

  constructor(
    private readonly cli: () => PulumiCli,
    private readonly provider: ResourceProvider,
    private readonly secrets: PortableSealer = stockSealer,
  ) {}

  preview(request: EngineRequest): Promise<EngineResult> {
    return this.engine((engine) => engine.preview(request));
  }
  up(request: MutatingRequest): Promise<EngineResult> {
    return this.engine((engine) => engine.up(request));
  }
  refresh(request: MutatingRequest): Promise<EngineResult> {
    return this.engine((engine) => engine.refresh(request));
  }
  destroy(request: MutatingRequest): Promise<EngineResult> {
    return this.engine((engine) => engine.destroy(request));
  }
  settle(request: SettleRequest): Promise<SettleResult> {
    return this.engine((engine) => engine.settle(request));
  }

  async close(): Promise<void> {
    await (await this.#running)?.close();
  }

  private async engine<T>(use: (engine: PulumiEngine) => Promise<T>): Promise<T> {
    const running = this.#running ?? this.start();
    this.#running = running;
    return use((await running).engine);
  }

  private async start() {
    const { provider, secrets } = this;
    const served = await serveProvider(provider);
    const looking = new EmbeddedEngine({ provider, secrets });
    const engine = new PulumiEngine({
      cli: this.cli(),
      secrets,
      settle: (request) => looking.settle(request),
      environment: {
        PULUMI_DEBUG_PROVIDERS: `aws:${served.port}`,
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
      },
    });
    const close = async () => {
      await engine.close();
      await served.close();
    };
    return { engine, close };
  }
}
