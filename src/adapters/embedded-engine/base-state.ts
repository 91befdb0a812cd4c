import type { DeploymentV3 } from '../../core/engine/deployment-v3.js';
import { referencesOf } from '../../core/engine/resource-references.js';
import { KnownResource } from './known-resource.js';
import type { StateCodec } from './state-codec.js';

/** What was deployed before this run, by URN and by dependency. */
export class BaseState {
  readonly all: readonly KnownResource[];
  readonly #live = new Map<string, KnownResource>();
  #edges: Edges | undefined;

  constructor(deployment: DeploymentV3 | undefined, codec: StateCodec) {
    this.all = (deployment?.resources ?? []).map(
      (state, index) => new KnownResource({ kind: 'base', index }, state, codec),
    );
    for (const resource of this.all) if (!resource.state.delete) this.#live.set(resource.urn, resource);
  }

  /** The one resource of this URN that is not waiting for its deletion. */
  live(urn: string): KnownResource | undefined {
    return this.#live.get(urn);
  }

  dependentsOf(resource: KnownResource): readonly KnownResource[] {
    this.#edges ??= buildEdges(this.all);
    return this.#edges.dependents.get(resource) ?? [];
  }

  dependenciesOf(resource: KnownResource): readonly KnownResource[] {
    this.#edges ??= buildEdges(this.all);
    return this.#edges.dependencies.get(resource) ?? [];
  }

  /** Everything that depends on it directly or not, dependencies before dependants. */
  allDependentsOf(root: KnownResource): KnownResource[] {
    const found = new Set<KnownResource>([root]);
    for (const resource of found) {
      for (const dependent of this.dependentsOf(resource)) found.add(dependent);
    }
    found.delete(root);
    return [...found].sort((a, b) => a.position - b.position);
  }
}

interface Edges {
  readonly dependencies: ReadonlyMap<KnownResource, readonly KnownResource[]>;
  readonly dependents: ReadonlyMap<KnownResource, readonly KnownResource[]>;
}

/**
 * A reference means every earlier record of that URN: a list is in order of dependency, and the old half of a replacement
 * may come after the new one, on which it cannot depend.
 */
function buildEdges(all: readonly KnownResource[]): Edges {
  const earlier = new Map<string, KnownResource[]>();
  const dependencies = new Map<KnownResource, KnownResource[]>();
  const dependents = new Map<KnownResource, KnownResource[]>();
  for (const resource of all) {
    const urns = new Set(referencesOf(resource.state).map(({ urn }) => urn));
    const targets = [...urns].flatMap((urn) => earlier.get(urn) ?? []);
    dependencies.set(resource, targets);
    for (const target of targets) append(dependents, target, resource);
    append(earlier, resource.urn, resource);
  }
  return { dependencies, dependents };
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
