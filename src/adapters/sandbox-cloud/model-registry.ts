import type { ResourceModel, SandboxApi, SandboxInvoke, SandboxModels } from '../../sdk/sandbox.js';
import { builtInInvokes } from './invokes/index.js';
import { sharedModels } from './models/index.js';

/** Every model, API call and look-up that is registered. What a plugin brings wins over what is built in. */
export interface ModelRegistry {
  readonly models: ReadonlyMap<string, ResourceModel>;
  readonly api: ReadonlyMap<string, SandboxApi>;
  readonly invokes: ReadonlyMap<string, SandboxInvoke>;
}

export function registerModels(plugins: readonly SandboxModels[]): ModelRegistry {
  const all = [{ models: [], invokes: builtInInvokes }, ...sharedModels, ...plugins];
  return {
    models: new Map(all.flatMap((one) => one.models.map((model) => [model.type, model] as const))),
    api: new Map(all.flatMap((one) => Object.entries(one.api ?? {}))),
    invokes: new Map(all.flatMap((one) => Object.entries(one.invokes ?? {}))),
  };
}
