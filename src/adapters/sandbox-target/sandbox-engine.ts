import type { DeploymentEngine } from '../../core/engine/deployment-engine.js';
import type { ResourceProvider } from '../../core/engine/resource-provider.js';
import { EmbeddedEngine } from '../embedded-engine/embedded-engine.js';
import type { ProgramIsolation } from '../embedded-engine/program-turn.js';
import type { PortableSealer } from '../run-thread/carried-sealer.js';
import type { RunThread } from '../run-thread/run-thread.js';

export interface SandboxEngineOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly isolation: ProgramIsolation;
  /** Of a run with the stock CLI. */
  readonly thread?: RunThread | undefined;
  /** Packages of the simulated resources: `aws`, `kubernetes`. */
  readonly packages: readonly string[];
}

/** Of providers that are attached: nobody asks for another one. */
const UNVERSIONED = '0.0.0';

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
  secrets: PortableSealer,
  { env, isolation, thread, packages }: SandboxEngineOptions,
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
  const served = await Promise.all(
    packages.map(async (name) => ({
      name,
      server: await serveProvider(provider, name === 'aws' ? {} : { package: name, version: UNVERSIONED }),
    })),
  );
  const environment = {
    PULUMI_DEBUG_PROVIDERS: served.map(({ name, server }) => `${name}:${server.port}`).join(','),
    // It would look on the network for the plugins of the attached providers, before every run: seconds.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
  };
  const engine = new PulumiEngine({ cli, secrets, thread, environment, settle: (request) => embedded.settle(request) });
  return {
    engine,
    close: async () => {
      await engine.close();
      await Promise.all(served.map(({ server }) => server.close()));
    },
  };
}
