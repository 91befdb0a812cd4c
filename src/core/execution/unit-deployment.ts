import type { DeploymentV3, ResourceV3 } from '../engine/deployment-v3.js';
import { dropVanishedReferences } from '../engine/rebuild-references.js';
import { isProviderType, parseProviderRef, ROOT_STACK_TYPE } from '../engine/urn.js';
import { ownerOfUrn } from '../plan/resource-owner.js';

/**
 * The part of a deployment that belongs to one unit, complete in itself: its own resources, the root and the providers that
 * they use. References to what other units own are dropped: those units' checkpoints are where that is to be found.
 */
export function partOf(deployment: DeploymentV3, owns: (address: string) => boolean): DeploymentV3 {
  const all = deployment.resources ?? [];
  const isOwn = (urn: string) => {
    const owner = ownerOfUrn(urn);
    return owner !== undefined && owns(owner);
  };
  const own = all.filter(({ urn }) => isOwn(urn));
  const pending = (deployment.pending_operations ?? []).filter(({ resource }) => isOwn(resource.urn));
  const providers = new Set([...own, ...pending.map(({ resource }) => resource)].flatMap(providerOf));
  const kept = all.filter(
    (resource) =>
      isOwn(resource.urn) ||
      (resource.type === ROOT_STACK_TYPE && own.length > 0) ||
      (isProviderType(resource.type) && providers.has(resource.urn)),
  );
  const { resources: _all, pending_operations: _pending, ...rest } = deployment;
  return {
    ...rest,
    ...(kept.length > 0 && { resources: dropVanishedReferences(kept, all) }),
    ...(pending.length > 0 && { pending_operations: pending }),
  };
}

/**
 * A unit's deployment with what it needs of other units behind it, so that a program which declares both finds both. The
 * unit's own records come first: its journal counts them from the start.
 */
export function withNeighbours(
  own: DeploymentV3 | undefined,
  neighbours: readonly DeploymentV3[],
): DeploymentV3 | undefined {
  const [first] = neighbours;
  if (first === undefined) return own;
  const resources: ResourceV3[] = [...(own?.resources ?? [])];
  const known = new Set(resources.filter((resource) => resource.delete !== true).map(({ urn }) => urn));
  const providers = new Map(resources.filter(({ type }) => isProviderType(type)).map((r) => [r.urn, referenceTo(r)]));
  for (const resource of neighbours.flatMap((neighbour) => neighbour.resources ?? [])) {
    if (known.has(resource.urn) || resource.delete === true) continue;
    known.add(resource.urn);
    if (isProviderType(resource.type)) providers.set(resource.urn, referenceTo(resource));
    resources.push(resource);
  }
  const { secrets_providers = neighbours.find((one) => one.secrets_providers !== undefined)?.secrets_providers } =
    own ?? first;
  return {
    ...(own ?? { manifest: first.manifest }),
    ...(secrets_providers && { secrets_providers }),
    resources: resources.map((resource) => withProvider(resource, providers)),
  };
}

/** Units make their default providers each for itself; one of them speaks for all. */
function withProvider(resource: ResourceV3, providers: ReadonlyMap<string, string>): ResourceV3 {
  const [urn] = providerOf(resource);
  const provider = urn === undefined ? undefined : providers.get(urn);
  return provider === undefined || provider === resource.provider ? resource : { ...resource, provider };
}

function providerOf({ provider }: Pick<ResourceV3, 'provider'>): string[] {
  return provider ? [parseProviderRef(provider).urn] : [];
}

function referenceTo({ urn, id }: ResourceV3): string {
  return `${urn}::${id ?? ''}`;
}
