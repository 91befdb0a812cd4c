import type { Json, JsonObject } from '../../sdk/index.js';
import { valueAt } from '../diagnostics/json-pointer.js';
import { isObject } from '../discovery/values.js';
import type { PlannedResource, StackFinding } from './policy.js';

/** The resources of some types. */
export function ofTypes(resources: readonly PlannedResource[], ...types: readonly string[]): PlannedResource[] {
  return resources.filter(({ type }) => types.includes(type));
}

/** An input by its pointer. */
export function input(resource: PlannedResource, pointer: string): Json | undefined {
  return valueAt(resource.inputs, pointer) as Json | undefined;
}

/** A finding about the component that a resource belongs to; where in its spec is not known. */
export function about(resource: PlannedResource, message: string, suggestion?: string): StackFinding {
  return {
    component: resource.component,
    path: '',
    message: `${message} (${resource.type} ${resource.name})`,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

/** Allowing statements of a policy document, which inputs hold as text; none if it is no such text. */
export function allowStatements(document: Json | undefined): JsonObject[] {
  const parsed = typeof document === 'string' ? parsedJson(document) : document;
  if (!isObject(parsed)) return [];
  const statements = parsed['Statement'] ?? [];
  return (Array.isArray(statements) ? statements : [statements]).filter(
    (one: Json): one is JsonObject => isObject(one) && one['Effect'] === 'Allow',
  );
}

function parsedJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
