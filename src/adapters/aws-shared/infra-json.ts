import type { Json, JsonObject } from '../../sdk/index.js';

/** The object at `path` of an infrastructure document, or an empty one where the user wrote nothing. */
export function objectAt(document: JsonObject | undefined, ...path: string[]): JsonObject {
  const value = valueAt(document, ...path);
  return isObject(value) ? value : {};
}

export function stringAt(document: JsonObject | undefined, ...path: string[]): string | undefined {
  const value = valueAt(document, ...path);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function numberAt(document: JsonObject | undefined, ...path: string[]): number | undefined {
  const value = valueAt(document, ...path);
  return typeof value === 'number' ? value : undefined;
}

export function booleanAt(document: JsonObject | undefined, ...path: string[]): boolean | undefined {
  const value = valueAt(document, ...path);
  return typeof value === 'boolean' ? value : undefined;
}

/** The list at `path`; undefined where there is none, so that an empty list can be told from an absent one. */
function listAt(document: JsonObject | undefined, ...path: string[]): readonly Json[] | undefined {
  const value = valueAt(document, ...path);
  return Array.isArray(value) ? (value as readonly Json[]) : undefined;
}

/** A list of texts; one text is a list of one. */
export function stringsAt(document: JsonObject | undefined, ...path: string[]): readonly string[] | undefined {
  const one = stringAt(document, ...path);
  if (one !== undefined) return [one];
  return listAt(document, ...path)?.filter((item) => typeof item === 'string');
}

export function objectsAt(document: JsonObject | undefined, ...path: string[]): readonly JsonObject[] | undefined {
  return listAt(document, ...path)?.filter(isObject);
}

/** A map of strings; numbers and booleans become text, as AWS tags want them. */
export function textMapAt(document: JsonObject | undefined, ...path: string[]): Readonly<Record<string, string>> {
  const entries = Object.entries(objectAt(document, ...path));
  return Object.fromEntries(
    entries.filter(([, v]) => v !== null && typeof v !== 'object').map(([k, v]) => [k, `${v}`]),
  );
}

function valueAt(document: JsonObject | undefined, ...path: string[]): Json | undefined {
  let value: Json | undefined = document;
  for (const key of path) value = isObject(value) ? value[key] : undefined;
  return value;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
