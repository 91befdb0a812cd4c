import type { DeploymentEngine } from '../../core/engine/deployment-engine.js';
import type { ResourceProvider } from '../../core/engine/resource-provider.js';
import type { SecretSealer } from '../../core/state/secret-sealer.js';
import { EmbeddedEngine } from '../embedded-engine/embedded-engine.js';
import type { ProgramIsolation } from '../embedded-engine/program-turn.js';

export interface SandboxEngine {
  readonly engine: DeploymentEngine;
  readonly close: () => Promise<void>;
}

/**
 * The embedded engine; with `PANKA_SANDBOX_ENGINE=pulumi` the stock CLI, to which the simulated cloud is attached by its provider
 * protocol: how a plugin's author, or panka's own tests, see a deployment as target `aws` would run it.
 */
export async function sandboxEngine(
  provider: ResourceProvider,
  secrets: SecretSealer,
  { env, isolation }: { readonly env: NodeJS.ProcessEnv; readonly isolation: ProgramIsolation },
): Promise<SandboxEngine> {
  const transport = env.PANKA_ENGINE_TRANSPORT === 'grpc' ? 'grpc' : 'in-process';
  const embedded = new EmbeddedEngine({ provider, secrets, transport, isolation });
  if (env.PANKA_SANDBOX_ENGINE !== 'pulumi') return { engine: embedded, close: async () => {} };
  const [{ findPulumiCli }, { PulumiEngine }, { serveProvider }] = await Promise.all([
    import('../pulumi-cli/find-pulumi-cli.js'),
    import('../pulumi-engine/pulumi-engine.js'),
    import('../sandbox-provider-server/serve-provider.js'),
  ]);
  const cli = await findPulumiCli({ env });
  const served = await serveProvider(provider);
  const environment = {
    PULUMI_DEBUG_PROVIDERS: `aws:${served.port}`,
    // It would look on the network for the plugin of the attached provider, before every run: seconds.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
  };
  const engine = new PulumiEngine({ cli, secrets, environment, settle: (request) => embedded.settle(request) });
  return {
    engine,
    close: async () => {
      await engine.close();
      await served.close();
    },
  };
}
