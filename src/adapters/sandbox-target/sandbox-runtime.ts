import type { ResourceProvider } from '../../core/engine/resource-provider.js';
import type { DeploymentRuntime, TargetIdentity } from '../../core/execution/ports.js';
import type { LoadedRuntime } from '../../core/registry/extension.js';
import type { LoadedKind } from '../../core/registry/kind-registry.js';
import type { StateAddress } from '../../core/state/state-store.js';
import type { SandboxModels } from '../../sdk/index.js';
import { LocalSecretSealer } from '../local-secrets/local-secret-sealer.js';
import type { RunThread } from '../run-thread/run-thread.js';
import { faultPlanFrom } from '../sandbox-cloud/fault-plan.js';
import { SandboxAwsApi } from '../sandbox-cloud/sandbox-aws-api.js';
import { SandboxProvider } from '../sandbox-cloud/sandbox-provider.js';
import { SandboxStore } from '../sandbox-cloud/sandbox-store.js';
import type { BuildWith } from '../unit-program/build-with.js';
import { loadOwnPart } from '../unit-program/load-part.js';
import type { ReadState } from '../unit-program/other-stack.js';
import { runtimeModels } from '../unit-program/runtime-classes.js';
import { runtimeProgram } from '../unit-program/runtime-program.js';
import { verifiersOf } from '../unit-program/verifiers-of.js';
import { isolationOf } from './program-isolation.js';
import { sandboxEngine } from './sandbox-engine.js';
import type { SandboxFolders } from './sandbox-folders.js';

export interface SandboxRuntimeRequest {
  readonly folders: SandboxFolders;
  readonly at: StateAddress;
  readonly target: TargetIdentity;
  readonly kinds: ReadonlyMap<string, LoadedKind>;
  /** Platforms of containers that plugins bring; those that nothing uses any more are still needed to delete what is there. */
  readonly runtimes?: readonly LoadedRuntime[];
  readonly buildWith: BuildWith;
  /** For stacks that use the network of another one. */
  readonly readState: ReadState;
  readonly env?: NodeJS.ProcessEnv;
  /** Of a run with the stock CLI. */
  readonly thread?: RunThread | undefined;
  /** What stands between the engine and the simulated cloud. */
  readonly throughProvider?: (cloud: ResourceProvider) => ResourceProvider;
  /** This process deploys one stack after the other. Default false. */
  readonly oneProgramAtATime?: boolean;
}

/** An engine with the simulated cloud of one project. */
export async function sandboxRuntime(request: SandboxRuntimeRequest): Promise<DeploymentRuntime> {
  const { folders, at, target, kinds, env = process.env, throughProvider = (cloud) => cloud } = request;
  const sealer = new LocalSecretSealer({ folder: folders.keys, stackId: `${at.stack}/${at.environment}` });
  const cloudSealer = new LocalSecretSealer({ folder: folders.keys, stackId: 'sandbox' });
  const store = new SandboxStore(folders.cloud, cloudSealer);
  store.reload();
  const models = [...(await sandboxModels(kinds.values())), ...(await runtimeModels(request.runtimes ?? []))];
  const provider = new SandboxProvider({
    store,
    models,
    account: target.account,
    region: target.region,
    faults: faultPlanFrom(env),
  });
  const parts = [...kinds.values(), ...(request.runtimes ?? [])];
  const isolation = request.oneProgramAtATime === true ? isolationOf(parts) : 'side-by-side';
  const { engine, close } = await sandboxEngine(throughProvider(provider), sealer, {
    env,
    isolation,
    thread: request.thread,
    packages: packagesOf(models),
  });
  return {
    engine,
    program: (program) =>
      runtimeProgram(program, {
        target,
        buildWith: request.buildWith,
        awaitSteadyState: false,
        artifactFolder: folders.artifacts,
        readState: request.readState,
      }),
    verifier: verifiersOf(request, request.buildWith),
    aws: new SandboxAwsApi({ store, models, account: target.account, region: target.region }),
    kindOf: (kind) => kinds.get(kind)?.definition,
    isModelled: (type) => provider.isModelled(type),
    findExisting: (wanted) => provider.findExisting(wanted),
    backOff: () => 0,
    sleep: async (_milliseconds, signal) => signal?.throwIfAborted(),
    close,
  };
}

async function sandboxModels(kinds: Iterable<LoadedKind>): Promise<readonly SandboxModels[]> {
  return Promise.all([...kinds].map((kind) => loadOwnPart(kind, 'sandbox')));
}

/** Packages of the simulated types: each has a provider of its own where the stock CLI is to reach it. */
function packagesOf(models: readonly SandboxModels[]): readonly string[] {
  const types = models.flatMap((one) => one.models.map(({ type }) => type.slice(0, type.indexOf(':'))));
  return [...new Set(['aws', ...types])];
}
