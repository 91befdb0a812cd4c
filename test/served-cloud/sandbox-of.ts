import { LocalSecretSealer } from '../../src/adapters/local-secrets/local-secret-sealer.js';
import { faultPlanFrom } from '../../src/adapters/sandbox-cloud/fault-plan.js';
import { SandboxProvider } from '../../src/adapters/sandbox-cloud/sandbox-provider.js';
import { SandboxStore } from '../../src/adapters/sandbox-cloud/sandbox-store.js';
import { sandboxFolders } from '../../src/adapters/sandbox-target/sandbox-folders.js';
import type { ResourceProvider } from '../../src/core/engine/resource-provider.js';
import type { SandboxModels } from '../../src/sdk/sandbox.js';
import { realKinds } from '../docs/real-kinds.js';

export interface SandboxOfProject {
  readonly store: SandboxStore;
  readonly provider: ResourceProvider;
  readonly models: readonly SandboxModels[];
}

export interface SandboxPlace {
  /** Folder of the project; the cloud is in its `.panka/sandbox`. */
  readonly project: string;
  readonly account?: string;
  readonly region?: string;
}

/** The simulated cloud that `panka --sandbox` has in a project, with the models of every kind, read anew. */
export async function sandboxOf({ project, account, region }: SandboxPlace): Promise<SandboxOfProject> {
  const { cloud, keys } = sandboxFolders(project);
  const store = new SandboxStore(cloud, new LocalSecretSealer({ folder: keys, stackId: 'sandbox' }));
  const models = await everyModel();
  const faults = faultPlanFrom(process.env);
  return { store, models, provider: new SandboxProvider({ store, models, account, region, faults }) };
}

async function everyModel(): Promise<readonly SandboxModels[]> {
  const kinds = await realKinds();
  const loaded = await Promise.all(kinds.map(({ definition }) => definition.sandbox?.()));
  return loaded.flatMap((module) => (module === undefined ? [] : [module.default]));
}
