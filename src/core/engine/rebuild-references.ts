import type { ResourceV3 } from './deployment-v3.js';
import { mapValues, renameReferences } from './resource-references.js';
import { makeUrn, parseUrn, ROOT_STACK_TYPE } from './urn.js';

/**
 * Drops references to resources that a refresh found gone, and hangs their children below the grandparent, which `gone`
 * knows. Source: Pulumi's journal replayer; an empty property dependency disappears as it does there.
 */
export function dropVanishedReferences(resources: readonly ResourceV3[], gone: readonly ResourceV3[]): ResourceV3[] {
  const present = new Set<string>();
  const parents = new Map(gone.map(({ urn, parent }) => [urn, parent]));
  return resources.map((resource) => {
    const pruned = reparent(pruneReferences(resource, present), present, parents);
    present.add(resource.urn);
    return pruned;
  });
}

function pruneReferences(resource: ResourceV3, present: ReadonlySet<string>): ResourceV3 {
  const there = (urn: string): boolean => present.has(urn);
  const pruned: ResourceV3 = { ...resource };
  if (pruned.dependencies) pruned.dependencies = pruned.dependencies.filter(there);
  if (pruned.propertyDependencies) {
    const filtered = mapValues(pruned.propertyDependencies, (urns) => urns.filter(there));
    pruned.propertyDependencies = Object.fromEntries(Object.entries(filtered).filter(([, urns]) => urns.length > 0));
  }
  if (pruned.replaceWith) pruned.replaceWith = pruned.replaceWith.filter(there);
  if (pruned.deletedWith && !there(pruned.deletedWith)) delete pruned.deletedWith;
  return pruned;
}

function reparent(
  resource: ResourceV3,
  present: ReadonlySet<string>,
  parents: ReadonlyMap<string, string | undefined>,
): ResourceV3 {
  let parent = resource.parent;
  while (parent !== undefined && !present.has(parent)) parent = parents.get(parent);
  if (parent === resource.parent) return resource;
  const { parent: _gone, ...orphan } = resource;
  return parent === undefined ? orphan : { ...orphan, parent };
}

/**
 * Replaces the URNs that resources had before they were renamed (their recorded `aliases`) everywhere, and forgets the aliases.
 * A child whose parent changed its type changes its URN with it.
 */
export function resolveAliases(resources: readonly ResourceV3[]): ResourceV3[] {
  const renamed = new Map<string, string>();
  for (const resource of resources) {
    for (const alias of resource.aliases ?? []) renamed.set(alias, resource.urn);
    const parent = resource.parent === undefined ? undefined : renamed.get(resource.parent);
    if (parent !== undefined && parseUrn(parent).qualifiedType !== ROOT_STACK_TYPE) {
      const moved = makeUrn({ ...parseUrn(resource.urn), parent });
      if (moved !== resource.urn && !renamed.has(resource.urn)) renamed.set(resource.urn, moved);
    }
  }
  if (renamed.size === 0 && !resources.some((resource) => resource.aliases)) return [...resources];
  return resources.map((resource) => {
    const { aliases: _done, ...rest } = renameReferences(resource, (urn) => renamed.get(urn) ?? urn);
    return rest;
  });
}
