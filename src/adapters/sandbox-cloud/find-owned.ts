import type { PropertyMap } from '../../core/engine/property-value.js';
import type { FindRequest } from '../../core/engine/resource-provider.js';
import type { SandboxStore } from './sandbox-store.js';
import type { SimulatedCloud } from './simulated-cloud.js';
import { RELEASED } from './stored-resource.js';

/** Tags by which Panka knows its own: the resource's logical name, and the stack and environment in which it is unique. */
const MARK = 'panka:resource';
const SCOPE = ['panka:stack', 'panka:environment'];

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

function markOf(inputs: PropertyMap): string | undefined {
  const tags = inputs.tags;
  if (typeof tags !== 'object' || tags === null) return undefined;
  const values = tags as PropertyMap;
  if (typeof values[MARK] !== 'string') return undefined;
  return JSON.stringify([MARK, ...SCOPE].map((key) => (typeof values[key] === 'string' ? values[key] : null)));
}
