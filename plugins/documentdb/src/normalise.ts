import { isMap, mapField, mapSection, normaliseWindows, renameField } from '@panka/plugin-common';
import type { Json, JsonObject } from 'panka/sdk';

/** Accepts `engine.parameters`, versions without patch (`"5.0"`), plain `passwordSecret`, and booleans and numbers as parameters. */
export function normalise(spec: JsonObject): JsonObject {
  let out = movedParameters(normaliseWindows(spec));
  out = mapSection(out, 'engine', (engine) => mapField(engine, 'version', wholeVersion));
  out = mapSection(out, 'database', (database) =>
    mapField(database, 'passwordSecret', (secret) => (typeof secret === 'string' ? { ref: secret } : secret)),
  );
  out = mapSection(out, 'parameters', (parameters) =>
    Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, parameterText(value)])),
  );
  return mapSection(out, 'encryption', (encryption) => renameField(encryption, 'kmsKeyId', 'kmsKey'));
}

/** `engine.parameters`, as RDS has them. */
function movedParameters(spec: JsonObject): JsonObject {
  const { engine, parameters } = spec;
  if (!isMap(engine) || !isMap(engine.parameters)) return spec;
  const { parameters: older, ...rest } = engine;
  return { ...spec, engine: rest, parameters: { ...older, ...(isMap(parameters) ? parameters : {}) } };
}

/** `5`, `"5.0"` → `5.0.0`: DocumentDB has no other minor versions. */
function wholeVersion(version: Json): Json {
  const text = String(version);
  return /^\d+(\.0)?$/.test(text) ? `${text.split('.')[0]}.0.0` : version;
}

function parameterText(value: Json): Json {
  if (typeof value === 'boolean') return value ? 'enabled' : 'disabled';
  return typeof value === 'number' ? String(value) : value;
}
