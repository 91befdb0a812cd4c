import { referencesOf } from '../../core/engine/resource-references.js';
import type { KnownResource } from './known-resource.js';

/** Which recorded resource uses which, and an order in which each comes after all that it uses. */
export class DependencyGraph {
  readonly #dependencies = new Map<KnownResource, Set<KnownResource>>();
  readonly #dependents = new Map<KnownResource, Set<KnownResource>>();
  readonly #rank: ReadonlyMap<KnownResource, number>;

  constructor(all: readonly KnownResource[]) {
    for (const resource of all) {
      this.#dependencies.set(resource, new Set());
      this.#dependents.set(resource, new Set());
    }
    this.connectInOrder(all);
    this.connectOldHalves(all);
    this.#rank = this.order(all);
  }

  dependentsOf(resource: KnownResource): ReadonlySet<KnownResource> {
    return this.#dependents.get(resource) ?? new Set();
  }

  dependenciesOf(resource: KnownResource): ReadonlySet<KnownResource> {
    return this.#dependencies.get(resource) ?? new Set();
  }

  /** The same resources, each after all that it uses. */
  sort(resources: Iterable<KnownResource>): KnownResource[] {
    return [...resources].sort((a, b) => (this.#rank.get(a) ?? 0) - (this.#rank.get(b) ?? 0));
  }

  /** A list of records is in order of dependency: a reference means the earlier records of that URN. */
  private connectInOrder(all: readonly KnownResource[]): void {
    const earlier = new Map<string, KnownResource[]>();
    for (const resource of all) {
      for (const { urn } of referencesOf(resource.state)) {
        for (const used of earlier.get(urn) ?? []) this.connect(resource, used);
      }
      earlier.set(resource.urn, [...(earlier.get(resource.urn) ?? []), resource]);
    }
  }

  /**
   * The old half of a replacement may stand after a record that still uses it and was not deployed again since. So whatever
   * refers to its URN may use it, except what it uses itself.
   */
  private connectOldHalves(all: readonly KnownResource[]): void {
    const halves = new Map<string, KnownResource[]>();
    for (const half of all) {
      if (half.state.delete) halves.set(half.urn, [...(halves.get(half.urn) ?? []), half]);
    }
    if (halves.size === 0) return;
    for (const resource of all) {
      for (const { urn } of referencesOf(resource.state)) {
        for (const half of halves.get(urn) ?? []) if (!this.uses(half, resource)) this.connect(resource, half);
      }
    }
  }

  private connect(resource: KnownResource, used: KnownResource): void {
    this.#dependencies.get(resource)?.add(used);
    this.#dependents.get(used)?.add(resource);
  }

  private uses(resource: KnownResource, other: KnownResource): boolean {
    const reached = new Set([resource]);
    for (const each of reached) for (const used of this.dependenciesOf(each)) reached.add(used);
    return reached.has(other);
  }

  private order(all: readonly KnownResource[]): Map<KnownResource, number> {
    const waiting = new Map(all.map((resource) => [resource, this.dependenciesOf(resource).size]));
    const ready = all.filter((resource) => waiting.get(resource) === 0);
    const rank = new Map<KnownResource, number>();
    for (const resource of ready) {
      rank.set(resource, rank.size);
      for (const dependent of this.dependentsOf(resource)) {
        const left = (waiting.get(dependent) ?? 0) - 1;
        waiting.set(dependent, left);
        if (left === 0) ready.push(dependent);
      }
    }
    return rank;
  }
}
