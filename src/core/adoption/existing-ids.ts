import type { ComponentOf } from '../../sdk/index.js';
import { escapeSegment } from '../diagnostics/json-pointer.js';

/** An existing resource that a component names in its manifest. */
export interface ExistingId {
  readonly component: string;
  /** Logical name of the resource that takes it over. */
  readonly name: string;
  /** Id by which the provider imports it. */
  readonly id: string;
  /** JSON pointer within the component's document. */
  readonly path: string;
}

/** What `spec.existing` of a component names. An `external` component has no resources. */
export function existingIds(component: ComponentOf): readonly ExistingId[] {
  const { address, spec } = component;
  if (spec.existing === undefined || spec.external !== undefined) return [];
  const path = '/spec/existing';
  if (typeof spec.existing === 'string') return [{ component: address, name: address, id: spec.existing, path }];
  return Object.entries(spec.existing).map(([key, id]) => ({
    component: address,
    name: logicalNameOf(component, key),
    id,
    path: `${path}/${escapeSegment(key)}`,
  }));
}

/** `orders`, `api/orders` and `dlq`, `api/orders/dlq` mean the same for component `api/orders`. */
function logicalNameOf({ address, name }: ComponentOf, key: string): string {
  if (key === address || key === name) return address;
  return key.startsWith(`${address}/`) ? key : `${address}/${key}`;
}

/** The shortest way to write a resource of a component in its `existing`. */
export function existingKey({ address, name }: Pick<ComponentOf, 'address' | 'name'>, logicalName: string): string {
  if (logicalName === address) return name;
  const part = logicalName.slice(address.length + 1);
  return part === name ? logicalName : part;
}
