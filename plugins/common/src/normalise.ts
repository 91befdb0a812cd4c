import type { Json, JsonObject } from 'panka/sdk';

/** True for a map (not a list, not null). */
export function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The spec with one field passed through `change` where it is given; `undefined` removes it. */
export function mapField(spec: JsonObject, field: string, change: (value: Json) => Json | undefined): JsonObject {
  const value = spec[field];
  if (value === undefined) return spec;
  const { [field]: _, ...rest } = spec;
  const changed = change(value);
  return changed === undefined ? rest : { ...rest, [field]: changed };
}

/** The same for a field that must be a map; other values stay for the schema to refuse. */
export function mapSection(spec: JsonObject, field: string, change: (value: JsonObject) => JsonObject): JsonObject {
  return mapField(spec, field, (value) => (isMap(value) ? change(value) : value));
}

/** Moves a value from an older name to the one in use; a value under the name in use wins. */
export function renameField(spec: JsonObject, older: string, field: string): JsonObject {
  const { [older]: value, ...rest } = spec;
  if (value === undefined) return spec;
  return field in rest ? rest : { ...rest, [field]: value };
}

/** A secret by its plain name is a reference to it. */
export function secretReference(secret: Json): Json {
  return typeof secret === 'string' ? { ref: secret } : secret;
}
