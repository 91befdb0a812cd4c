import type { PropertyMap } from '../../core/engine/property-value.js';
import type { FindRequest } from '../../core/engine/resource-provider.js';
import { OWNERSHIP_TAGS, ownershipIn } from '../aws-shared/ownership-tags.js';
import type { SandboxStore } from './sandbox-store.js';
import type { SimulatedCloud } from './simulated-cloud.js';
import { RELEASED } from './stored-resource.js';

/**
 * Ids of what an interrupted create may have made: by the ownership tag where the inputs carry it, else by the AWS name, else
 * by the URN that the sandbox keeps beside each resource (AWS has nothing like it). A name held by someone else's resource
 * is no find: an interrupted create cannot have made it.
 */
export function findOwned(request: FindRequest, cloud: SimulatedCloud, store: SandboxStore): readonly string[] {
  const mark = markOf(request.inputs);
  if (mark !== undefined) {
    return store
      .list(request.type)
      .filter((resource) => !resource.owner.startsWith(RELEASED) && markOf(resource.inputs) === mark)
      .map((resource) => resource.id);
  }
  const holders = cloud.holders(request.urn, request.type, request.inputs);
  const candidates = holders ?? store.list(request.type).filter((resource) => resource.owner !== '');
  return candidates
    .filter((resource) => resource.owner === request.urn || resource.owner === '')
    .map((resource) => resource.id);
}

function markOf({ tags }: PropertyMap): string | undefined {
  const own = ownershipIn(tags);
  return own['panka:resource'] && JSON.stringify(OWNERSHIP_TAGS.map((key) => own[key] ?? null));
}
