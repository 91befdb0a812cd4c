import type { ResourceV3 } from '../engine/deployment-v3.js';
import { isComponentResource } from '../plan/build-plan.js';
import { nameOfUrn, ownerOfUrn, SHARED } from '../plan/resource-owner.js';
import { noSuchResource, severalResources } from './errors.js';
import type { WholeState } from './whole-state.js';

/** One resource of the state. */
export interface ListedResource {
  readonly urn: string;
  readonly name: string;
  readonly type: string;
  /** Address of its component, `shared` for what the stack has once. */
  readonly component: string;
  readonly unit: string;
  /** Physical id. */
  readonly id?: string;
  /** A step was begun and never ended: `creating`, `updating`, `deleting`. */
  readonly pending?: string;
  /** The old half of a replacement, still to be deleted. */
  readonly toBeDeleted?: boolean;
}

export interface FoundResource extends ListedResource {
  readonly resource: ResourceV3;
}

export interface ListFilter {
  readonly services?: readonly string[];
  readonly components?: readonly string[];
  /** Part of the type, such as `sqs/queue`. */
  readonly types?: readonly string[];
  /** Providers, components and the stack itself, too: bookkeeping of the engine. */
  readonly all?: boolean;
}

/** Every resource of the state, by component and name. */
export function resourcesOf(whole: WholeState): readonly FoundResource[] {
  const found = whole.units.flatMap(({ unit, deployment }) => [
    ...(deployment.resources ?? []).map((resource) => listed(unit, resource)),
    ...(deployment.pending_operations ?? []).map(({ resource, type }) => ({
      ...listed(unit, resource),
      pending: type,
    })),
  ]);
  const order = (one: FoundResource) => `${one.component}\n${one.name}\n${one.type}`;
  return found.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

export function matchesList(resource: ListedResource, filter: ListFilter): boolean {
  const { services = [], components = [], types = [], all = false } = filter;
  if (!all && isComponentResource(resource.type)) return false;
  if (types.length > 0 && !types.some((type) => resource.type.includes(type))) return false;
  if (services.length === 0 && components.length === 0) return true;
  const { component } = resource;
  return (
    services.some((service) => component.startsWith(`${service}/`)) ||
    components.some((wanted) => component === wanted || component.endsWith(`/${wanted}`))
  );
}

/** The resource that a person names by URN, or by name where that is enough. Throws NoSuchResource, SeveralResources. */
export function findResource(resources: readonly FoundResource[], named: string): FoundResource {
  const byUrn = resources.filter(({ urn }) => urn === named);
  const found = byUrn.length > 0 ? byUrn : resources.filter((one) => one.name === named && isReal(one));
  const urns = new Set(found.map(({ urn }) => urn));
  if (urns.size > 1) throw severalResources(named, [...urns]);
  // Of a replacement under way the new half; a pending step is told with its resource, where that is recorded.
  const best = found.find((one) => one.pending === undefined && one.toBeDeleted !== true) ?? found[0];
  if (best === undefined)
    throw noSuchResource(
      named,
      resources.filter(isReal).map(({ name }) => name),
    );
  return best;
}

function isReal({ type }: ListedResource): boolean {
  return !isComponentResource(type);
}

function listed(unit: string, resource: ResourceV3): FoundResource {
  const { urn, type, id } = resource;
  return {
    ...{ urn, name: nameOfUrn(urn), type, component: ownerOfUrn(urn) ?? SHARED, unit, resource },
    ...(id !== undefined && { id }),
    ...(resource.delete === true && { toBeDeleted: true }),
  };
}
