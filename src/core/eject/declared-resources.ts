import type { ResourceV3 } from '../engine/deployment-v3.js';
import { nameOfUrn } from '../plan/resource-owner.js';
import type { RenderedResource } from '../render/rendered-resource.js';

/** What the manifests declare, beside what is deployed. */
export interface DeclaredResources {
  /** An option that no state records. */
  readonly deletesBeforeReplace: (resource: ResourceV3) => boolean;
  /** Resources that are in one of the two alone, as `type name`. */
  readonly differences: readonly string[];
}

/** `declared` undefined: there are no manifests, so nothing is known. */
export function declaredResources(
  declared: readonly RenderedResource[] | undefined,
  deployed: readonly ResourceV3[],
): DeclaredResources {
  if (declared === undefined) return { deletesBeforeReplace: () => false, differences: [] };
  const options = new Map(declared.map(({ type, name, options }) => [`${type} ${name}`, options]));
  const real = deployed.filter(({ custom, type }) => custom && !type.startsWith('pulumi:')).map(keyOf);
  const isDeployed = new Set(real);
  return {
    deletesBeforeReplace: (resource) => options.get(keyOf(resource))?.['deleteBeforeReplace'] === true,
    differences: [...real.filter((key) => !options.has(key)), ...[...options.keys()].filter((k) => !isDeployed.has(k))],
  };
}

function keyOf({ type, urn }: ResourceV3): string {
  return `${type} ${nameOfUrn(urn)}`;
}
