import { referencesOf } from '../engine/resource-references.js';
import type { ComponentRecord } from '../state/state-store.js';
import { type FoundResource, findResource, type ListedResource, resourcesOf } from './listed-resources.js';
import { maskedProperties } from './masked-properties.js';
import type { WholeState } from './whole-state.js';

export interface ShownResource extends ListedResource {
  readonly inputs: unknown;
  readonly outputs: unknown;
  /** URNs that it refers to: provider, parent, dependencies. */
  readonly needs: readonly string[];
  /** URNs that refer to it. */
  readonly neededBy: readonly string[];
  readonly protect: boolean;
  readonly created?: string;
  readonly modified?: string;
}

export interface ShownComponent extends Omit<ComponentRecord, 'resources'> {
  readonly component: string;
  readonly resources: readonly ListedResource[];
}

export type ShownState = { readonly component: ShownComponent } | { readonly resource: ShownResource };

/** What a person names: a component by its address, else a resource by URN or name. Secrets are hidden. */
export function shownState(whole: WholeState, named: string, options: { readonly resource: boolean }): ShownState {
  const resources = resourcesOf(whole);
  const record = whole.state?.components[named];
  if (record !== undefined && !options.resource) {
    const own = resources.filter(({ component, urn }) => component === named && record.resources.includes(urn));
    return {
      component: {
        component: named,
        ...record,
        spec: maskedProperties(record.spec),
        outputs: maskedProperties(record.outputs) as ComponentRecord['outputs'],
        resources: own.map(({ resource: _, ...listed }) => listed),
      },
    };
  }
  return { resource: shownResource(findResource(resources, named), resources) };
}

function shownResource(found: FoundResource, all: readonly FoundResource[]): ShownResource {
  const { resource, ...listed } = found;
  const { created, modified } = resource;
  const needs = [...new Set(referencesOf(resource).map(({ urn }) => urn))];
  return {
    ...listed,
    inputs: maskedProperties(resource.inputs ?? {}),
    outputs: maskedProperties(resource.outputs ?? {}),
    needs,
    neededBy: all
      .filter((one) => referencesOf(one.resource).some(({ urn }) => urn === found.urn))
      .map(({ urn }) => urn),
    protect: resource.protect === true,
    ...(created !== undefined && { created }),
    ...(modified !== undefined && { modified }),
  };
}
