import type { LoadedKind } from '../../core/registry/kind-registry.js';
import type { ResourceModel } from '../../sdk/index.js';
import { registerModels } from '../sandbox-cloud/model-registry.js';
import { loadOwnPart } from '../unit-program/load-part.js';

/** What the kinds say about each type of resource, by its token; read once, when it is first asked for. */
export function modelsOf(kinds: ReadonlyMap<string, LoadedKind>): () => Promise<ReadonlyMap<string, ResourceModel>> {
  let read: Promise<ReadonlyMap<string, ResourceModel>> | undefined;
  const readAll = async () => {
    const models = await Promise.all([...kinds.values()].map((kind) => loadOwnPart(kind, 'sandbox')));
    return registerModels(models).models;
  };
  return () => {
    read ??= readAll();
    return read;
  };
}
