import type { ResourceV3 } from './deployment-v3.js';
import { parseProviderRef } from './urn.js';

export type ReferenceKind =
  | 'provider'
  | 'parent'
  | 'dependency'
  | 'property dependency'
  | 'deletedWith'
  | 'replaceWith';

export interface ResourceReference {
  readonly kind: ReferenceKind;
  readonly urn: string;
}

/** Every URN that must stand before this resource in a deployment. */
export function referencesOf(resource: ResourceV3): ResourceReference[] {
  const references: ResourceReference[] = [];
  if (resource.provider) references.push({ kind: 'provider', urn: parseProviderRef(resource.provider).urn });
  if (resource.parent) references.push({ kind: 'parent', urn: resource.parent });
  for (const urn of resource.dependencies ?? []) references.push({ kind: 'dependency', urn });
  for (const urns of Object.values(resource.propertyDependencies ?? {})) {
    for (const urn of urns) references.push({ kind: 'property dependency', urn });
  }
  if (resource.deletedWith) references.push({ kind: 'deletedWith', urn: resource.deletedWith });
  for (const urn of resource.replaceWith ?? []) references.push({ kind: 'replaceWith', urn });
  return references;
}

/** The same resource with every URN in it put through `rename`. */
export function renameReferences(resource: ResourceV3, rename: (urn: string) => string): ResourceV3 {
  const renamed: ResourceV3 = { ...resource, urn: rename(resource.urn) };
  if (resource.provider) {
    const { urn, id } = parseProviderRef(resource.provider);
    renamed.provider = `${rename(urn)}::${id}`;
  }
  if (resource.parent) renamed.parent = rename(resource.parent);
  if (resource.dependencies) renamed.dependencies = resource.dependencies.map(rename);
  if (resource.propertyDependencies) {
    renamed.propertyDependencies = mapValues(resource.propertyDependencies, (urns) => urns.map(rename));
  }
  if (resource.deletedWith) renamed.deletedWith = rename(resource.deletedWith);
  if (resource.replaceWith) renamed.replaceWith = resource.replaceWith.map(rename);
  return renamed;
}

export function mapValues<A, B>(record: Readonly<Record<string, A>>, f: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value)]));
}
