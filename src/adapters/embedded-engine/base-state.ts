import type { DeploymentV3 } from '../../core/engine/deployment-v3.js';
import { DependencyGraph } from './dependency-graph.js';
import { KnownResource } from './known-resource.js';
import type { StateCodec } from './state-codec.js';

/** What was deployed before this run, by URN and by dependency. */
export class BaseState {
  readonly all: readonly KnownResource[];
  readonly #live = new Map<string, KnownResource>();
  #graph: DependencyGraph | undefined;

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
    return [...this.graph.dependentsOf(resource)];
  }

  dependenciesOf(resource: KnownResource): readonly KnownResource[] {
    return [...this.graph.dependenciesOf(resource)];
  }

  /** Everything that depends on it directly or not, dependencies before dependants. */
  allDependentsOf(root: KnownResource): KnownResource[] {
    const found = new Set<KnownResource>([root]);
    for (const resource of found) for (const dependent of this.graph.dependentsOf(resource)) found.add(dependent);
    found.delete(root);
    return this.graph.sort(found);
  }

  dependenciesFirst(resources: Iterable<KnownResource>): KnownResource[] {
    return this.graph.sort(resources);
  }

  dependantsFirst(resources: Iterable<KnownResource>): KnownResource[] {
    return this.graph.sort(resources).reverse();
  }

  private get graph(): DependencyGraph {
    this.#graph ??= new DependencyGraph(this.all);
    return this.#graph;
  }
}
