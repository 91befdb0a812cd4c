import type { DeploymentRuntime } from '../../core/execution/ports.js';
import type { LoadedKind } from '../../core/registry/kind-registry.js';
import type { BuildWith } from './build-with.js';
import { loadPart } from './load-part.js';

/** The verifier of a kind, loaded and built when it is asked for. */
export function verifiersOf(
  kinds: ReadonlyMap<string, LoadedKind>,
  buildWith: BuildWith,
): DeploymentRuntime['verifier'] {
  const builder = buildWith(new Map());
  return async (kind) => {
    const loaded = kinds.get(kind);
    const type = loaded === undefined ? undefined : await loadPart(loaded, 'verifier');
    return type === undefined ? undefined : builder.verifier(type);
  };
}
