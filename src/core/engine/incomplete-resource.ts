import type { ResourceResult } from './resource-provider.js';

const INCOMPLETE = Symbol.for('panka.io/incomplete-resource');

/** Marks an error of a create or update after which the resource exists, but is not as it should be. */
export function withIncompleteResource<E extends Error>(error: E, made: ResourceResult): E {
  return Object.assign(error, { [INCOMPLETE]: made });
}

/** The resource that exists in spite of the error. */
export function incompleteResource(error: unknown): ResourceResult | undefined {
  return error instanceof Error ? (error as { [INCOMPLETE]?: ResourceResult })[INCOMPLETE] : undefined;
}
