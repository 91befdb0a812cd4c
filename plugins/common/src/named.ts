import type { ComponentOf } from 'panka/sdk';

/** The component with a physical name from a field of its own (`bucket.name`, `tableName`); the common `name` wins. */
export function named<T extends ComponentOf<unknown>>(component: T, name: string | undefined): T {
  const spec = component.spec as { readonly name?: string };
  if (name === undefined || spec.name !== undefined) return component;
  return { ...component, spec: { ...spec, name } };
}
