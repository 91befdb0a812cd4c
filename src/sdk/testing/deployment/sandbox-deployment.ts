import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredResource } from '../../../adapters/sandbox-cloud/stored-resource.js';
import { deploy } from '../../../core/execution/deploy.js';
import type { DeploymentOutcome } from '../../../core/execution/deployment-outcome.js';
import { type Desired, kindOf } from '../../../core/execution/desired.js';
import { destroy } from '../../../core/execution/destroy.js';
import type { DeploymentPorts } from '../../../core/execution/ports.js';
import { addressOf } from '../../../core/model/state-address.js';
import { buildByToken } from './build-by-token.js';
import { EXAMPLE_TARGET } from './example-project.js';
import { modelCheckedApi } from './model-checked-api.js';

/** A project's sandbox, driven as `panka apply --sandbox` and `panka destroy --sandbox` drive it. */
export interface SandboxDeployment {
  /** `refresh`: compares with what the cloud holds, not only with the state. */
  apply(desired: Desired, options?: { readonly refresh?: boolean }): Promise<DeploymentOutcome>;
  destroy(desired: Desired): Promise<DeploymentOutcome>;
  /** What the simulated cloud holds. */
  cloud(): Promise<readonly StoredResource[]>;
  /** Files of state, history and cloud that hold a secret in clear. */
  leaks(): Promise<readonly string[]>;
  /** Calls of verifiers, and answers of the sandbox to them, that are not as AWS has them. */
  readonly slips: ReadonlySet<string>;
}

const COMMON = { filter: {}, parallel: 8, lockTimeout: 0, allowDataLoss: ['all'], approve: async () => true } as const;

export async function sandboxDeployment(folder: string): Promise<SandboxDeployment> {
  const { sandboxFolders } = await import('../../../adapters/sandbox-target/sandbox-folders.js');
  const folders = sandboxFolders(folder);
  const store = async () => {
    const [{ SandboxStore }, { LocalSecretSealer }] = await Promise.all([
      import('../../../adapters/sandbox-cloud/sandbox-store.js'),
      import('../../../adapters/local-secrets/local-secret-sealer.js'),
    ]);
    return new SandboxStore(folders.cloud, new LocalSecretSealer({ folder: folders.keys, stackId: 'sandbox' }));
  };
  const slips = new Set<string>();
  return {
    slips,
    apply: async (desired, { refresh = false } = {}) =>
      deploy({
        ...COMMON,
        ports: await ports({ folder, command: 'apply', desired, slips }),
        desired,
        refresh,
        allowMassDelete: true,
        signal: new AbortController().signal,
      }),
    destroy: async (desired) =>
      destroy({
        ...COMMON,
        ports: await ports({ folder, command: 'destroy', desired, slips }),
        at: addressOf(desired.application),
        kindOf: (kind) => kindOf(desired, kind),
        dataLossMustBeAllowed: true,
        signal: new AbortController().signal,
      }),
    cloud: async () => (await store()).all(),
    leaks: async () => {
      const secrets = [...(await store()).secretTexts()].filter((text) => text.length >= SHORTEST_SECRET);
      const files = [folders.state, folders.cloud].flatMap(filesBelow);
      return files.filter((file) => secrets.some((secret) => readFileSync(file, 'utf8').includes(secret)));
    },
  };
}

/** Shorter texts are found by chance. */
const SHORTEST_SECRET = 8;

/** The sandbox does not wait between looks: a verifier that stays undecided would look for minutes. */
const MOST_LOOKS = 50;

interface PortsRequest {
  readonly folder: string;
  readonly command: string;
  readonly desired: Desired;
  readonly slips: Set<string>;
}

async function ports({ folder, command, desired, slips }: PortsRequest): Promise<DeploymentPorts> {
  const [{ sandboxFolders }, { sandboxRuntime }, { LocalStateStore }, { LocalLockStore }] = await Promise.all([
    import('../../../adapters/sandbox-target/sandbox-folders.js'),
    import('../../../adapters/sandbox-target/sandbox-runtime.js'),
    import('../../../adapters/local-state/local-state-store.js'),
    import('../../../adapters/local-locks/local-lock-store.js'),
  ]);
  const folders = sandboxFolders(folder);
  return {
    target: EXAMPLE_TARGET,
    state: new LocalStateStore({ folder: folders.state }),
    locks: new LocalLockStore({ folder: folders.locks }),
    run: { id: `${command}-${crypto.randomUUID()}`, command, by: 'contract', host: 'contract', pid: process.pid },
    emit: () => {},
    engine: async () => {
      const kinds = desired.kinds;
      const runtimes = [...(desired.runtimes?.values() ?? [])];
      const at = addressOf(desired.application);
      // An example is the only stack of its project: there is no other whose network it could use.
      const readState = async () => undefined;
      const place = { folders, at, target: EXAMPLE_TARGET };
      const request = { ...place, kinds, runtimes, buildWith: buildByToken, readState, env: engineSettings() };
      const runtime = await sandboxRuntime(request);
      const backOff = (n: number) => (n > MOST_LOOKS ? Number.POSITIVE_INFINITY : 0);
      return { ...runtime, aws: modelCheckedApi(runtime.aws, slips), backOff };
    },
  };
}

/** `PANKA_SANDBOX_ENGINE=pulumi` has the stock CLI deploy the examples; nothing else of the environment has a say. */
function engineSettings(): NodeJS.ProcessEnv {
  const { PANKA_SANDBOX_ENGINE, PANKA_PULUMI, PATH, HOME } = process.env;
  return PANKA_SANDBOX_ENGINE === 'pulumi' ? { PANKA_SANDBOX_ENGINE, PANKA_PULUMI, PATH, HOME } : {};
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
