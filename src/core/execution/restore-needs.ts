import type { DeploymentV3, ResourceV3 } from '../engine/deployment-v3.js';
import { referencesOf } from '../engine/resource-references.js';
import { ownerOfUrn, SHARED } from '../plan/resource-owner.js';
import type { StackState } from '../state/state-store.js';

/**
 * A checkpoint does not say what its resources need of other units; where units become one, the order of deletion hangs on it.
 * So every resource is made to depend on all resources of the components that its own component needs in another unit, and of
 * what is shared. The next run writes what the program declares in its place.
 */
export function withNeedsBetweenUnits(
  deployment: DeploymentV3,
  components: StackState['components'],
  unitOf: (address: string) => string,
): DeploymentV3 {
  const resources = deployment.resources ?? [];
  const owned = new Map<string, string[]>();
  for (const { urn, custom } of resources) {
    const owner = custom ? ownerOfUrn(urn) : undefined;
    if (owner !== undefined) owned.set(owner, [...(owned.get(owner) ?? []), urn]);
  }
  const needed = resources.map((resource) => {
    const owner = resource.custom ? ownerOfUrn(resource.urn) : undefined;
    if (owner === undefined || owner === SHARED) return resource;
    const outside = [...(components[owner]?.needs ?? []), SHARED].filter((other) => unitOf(other) !== unitOf(owner));
    const urns = outside.flatMap((other) => owned.get(other) ?? []);
    if (urns.length === 0) return resource;
    return { ...resource, dependencies: [...new Set([...(resource.dependencies ?? []), ...urns])] };
  });
  return { ...deployment, resources: needsFirst(needed) };
}

/** What a resource refers to stands before it; otherwise the order stays. */
function needsFirst(resources: readonly ResourceV3[]): ResourceV3[] {
  const byUrn = new Map<string, ResourceV3[]>();
  for (const resource of resources) byUrn.set(resource.urn, [...(byUrn.get(resource.urn) ?? []), resource]);
  const ordered = new Set<ResourceV3>();
  const begun = new Set<ResourceV3>();
  for (const root of resources) {
    // Its own stack, not the program's: a deployment may be deep.
    const open = [root];
    for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
      const next = begun.has(last) ? [] : referencesOf(last).flatMap(({ urn }) => byUrn.get(urn) ?? []);
      begun.add(last);
      const missing = next.filter((one) => !begun.has(one));
      if (missing.length > 0) open.push(...missing.reverse());
      else ordered.add(open.pop() as ResourceV3);
    }
  }
  return [...ordered];
}
