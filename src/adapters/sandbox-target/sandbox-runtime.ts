import type { ResourceProvider } from '../../core/engine/resource-provider.js';
import { type Desired, wavesOfDesired } from '../../core/execution/desired.js';
import type { DeploymentRuntime, ProgramRequest, TargetIdentity } from '../../core/execution/ports.js';
import { parallelismOf } from '../../core/model/component-waves.js';
import type { LoadedKind } from '../../core/registry/kind-registry.js';
import type { StateAddress } from '../../core/state/state-store.js';
import type { SandboxModels, Translator, TranslatorClass, Verifier, VerifierClass } from '../../sdk/index.js';
import { EmbeddedEngine } from '../embedded-engine/embedded-engine.js';
import { LocalSecretSealer } from '../local-secrets/local-secret-sealer.js';
import { faultPlanFrom } from '../sandbox-cloud/fault-plan.js';
import { SandboxAwsApi } from '../sandbox-cloud/sandbox-aws-api.js';
import { SandboxProvider } from '../sandbox-cloud/sandbox-provider.js';
import { SandboxStore } from '../sandbox-cloud/sandbox-store.js';
import { contributorsOf } from '../unit-program/contributors.js';
import { loadOwnPart, loadPart } from '../unit-program/load-part.js';
import { PUBLISHED_NETWORK, type ReadState } from '../unit-program/other-stack.js';
import { prepareKinds } from '../unit-program/prepare-kinds.js';
import { unitProgram } from '../unit-program/unit-program.js';
import type { SandboxFolders } from './sandbox-folders.js';

export interface SandboxRuntimeRequest {
  readonly folders: SandboxFolders;
  readonly at: StateAddress;
  readonly target: TargetIdentity;
  readonly kinds: ReadonlyMap<string, LoadedKind>;
  readonly buildWith: BuildWith;
  /** For stacks that use the network of another one. */
  readonly readState: ReadState;
  readonly env?: NodeJS.ProcessEnv;
  /** What stands between the engine and the simulated cloud. */
  readonly throughProvider?: (cloud: ResourceProvider) => ResourceProvider;
}

/** Builds plugins' classes with these services. The container behind it belongs to the composition. */
export type BuildWith = (services: ReadonlyMap<symbol, unknown>) => Builder;
export interface Builder {
  translator(type: TranslatorClass): Translator;
  verifier(type: VerifierClass): Verifier;
}

/** The embedded engine with the simulated cloud of one project. */
export async function sandboxRuntime(request: SandboxRuntimeRequest): Promise<DeploymentRuntime> {
  const { folders, at, target, kinds, env = process.env, throughProvider = (cloud) => cloud } = request;
  const sealer = new LocalSecretSealer({ folder: folders.keys, stackId: `${at.stack}/${at.environment}` });
  const cloudSealer = new LocalSecretSealer({ folder: folders.keys, stackId: 'sandbox' });
  const store = new SandboxStore(folders.cloud, cloudSealer);
  store.reload();
  const models = await sandboxModels(kinds.values());
  const provider = new SandboxProvider({
    store,
    models,
    account: target.account,
    region: target.region,
    faults: faultPlanFrom(env),
  });
  const transport = env.PANKA_ENGINE_TRANSPORT === 'grpc' ? 'grpc' : 'in-process';
  const builder = request.buildWith(new Map());
  return {
    engine: new EmbeddedEngine({ provider: throughProvider(provider), secrets: sealer, transport }),
    program: (program) => sandboxProgram(program, request),
    verifier: async (kind) => {
      const loaded = kinds.get(kind);
      const type = loaded === undefined ? undefined : await loadPart(loaded, 'verifier');
      return type === undefined ? undefined : builder.verifier(type);
    },
    aws: new SandboxAwsApi({ store, models, account: target.account, region: target.region }),
    kindOf: (kind) => kinds.get(kind)?.definition,
    isModelled: (type) => provider.isModelled(type),
    backOff: () => 0,
    close: async () => {},
  };
}

async function sandboxModels(kinds: Iterable<LoadedKind>): Promise<readonly SandboxModels[]> {
  return Promise.all([...kinds].map((kind) => loadOwnPart(kind, 'sandbox')));
}

function sandboxProgram(program: ProgramRequest, request: SandboxRuntimeRequest) {
  const { target, buildWith, folders, readState } = request;
  const desired: Desired = program.desired;
  let published: Readonly<Record<string, unknown>> = {};
  let closing: ((whole: boolean) => void) | undefined;
  return unitProgram({
    waves: wavesOfDesired(desired, program.only),
    all: desired.application.components,
    parallelism: program.preview ? undefined : parallelismOf(desired.application),
    contributors: contributorsOf(desired),
    prepare: () =>
      prepareKinds({
        desired,
        target,
        buildWith,
        awaitSteadyState: false,
        artifactFolder: folders.artifacts,
        readState,
        publish: (network) => {
          published = { [PUBLISHED_NETWORK]: network };
        },
        closes: (declare) => {
          closing = declare;
        },
      }),
    published: () => published,
    closing: (whole) => closing?.(whole),
    preview: program.preview,
    hooks: program.hooks,
    signal: program.signal,
  });
}
