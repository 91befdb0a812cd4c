import type { DeploymentV3, ResourceV3 } from '../engine/deployment-v3.js';
import type { Application } from '../model/application.js';
import { nameOfUrn } from '../plan/resource-owner.js';
import { type DeployedOtherwise, existingDeployedOtherwise, type PlacedId } from './errors.js';
import { existingIds } from './existing-ids.js';

/** Ids of existing resources by the logical name of what takes them over. */
export type Imports = ReadonlyMap<string, PlacedId>;

/**
 * What `existing` names and is not deployed yet: to be taken over. What is deployed already by that id needs nothing any more.
 * Throws ExistingDeployedOtherwise.
 */
export function importsOf(
  application: Pick<Application, 'components' | 'provenance'>,
  base: DeploymentV3 | undefined,
): Imports {
  const named = application.components.flatMap((component) =>
    existingIds(component).map((one) => ({ ...one, component })),
  );
  if (named.length === 0) return new Map();
  const deployed = new Map((base?.resources ?? []).filter(isLive).map((one) => [nameOfUrn(one.urn), one]));
  const imports = new Map<string, PlacedId>();
  const others: DeployedOtherwise[] = [];
  for (const { component, name, id, path } of named) {
    const place = {
      name,
      id,
      component: component.address,
      source: application.provenance(component.address, path)?.source,
    };
    const before = formerName(name, component.address, component.renamedFrom);
    const known = deployed.get(name) ?? deployed.get(before);
    if (known === undefined) imports.set(name, place);
    else if (known.id !== id && known.importID !== id) others.push({ ...place, deployed: known.id ?? '' });
  }
  if (others.length > 0) throw existingDeployedOtherwise(others);
  return imports;
}

function isLive({ custom, delete: goes, pendingReplacement, external }: ResourceV3): boolean {
  return custom && goes !== true && pendingReplacement !== true && external !== true;
}

function formerName(name: string, address: string, renamedFrom: string | undefined): string {
  return renamedFrom === undefined ? name : renamedFrom + name.slice(address.length);
}
