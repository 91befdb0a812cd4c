import type { LoadedRuntime } from '../../core/registry/extension.js';
import type { LoadedKind } from '../../core/registry/kind-registry.js';
import type { ResourceModel } from '../../sdk/index.js';
import { registerModels } from '../sandbox-cloud/model-registry.js';
import { loadOwnPart } from '../unit-program/load-part.js';
import { runtimeModels } from '../unit-program/runtime-classes.js';

/** What kinds and platforms say about each type of resource, by its token; read once, when it is first asked for. */
export function modelsOf(
  kinds: ReadonlyMap<string, LoadedKind>,
  runtimes: readonly LoadedRuntime[] = [],
): () => Promise<ReadonlyMap<string, ResourceModel>> {
  let read: Promise<ReadonlyMap<string, ResourceModel>> | undefined;
  const readAll = async () => {
    const models = await Promise.all([...kinds.values()].map((kind) => loadOwnPart(kind, 'sandbox')));
    return registerModels([...models, ...(await runtimeModels(runtimes))]).models;
  };
  return () => {
    read ??= readAll();
    return read;
  };
}
