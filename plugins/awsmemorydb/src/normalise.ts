import { isMap, mapField, mapSection, normaliseWindows, renameField } from '@panka/plugin-common';
import type { Json, JsonObject } from 'panka/sdk';

/** Accepts numbers as versions and parameters, `engine.parameters`, `backup.maintenanceWindow`, plain `passwordSecret`. */
export function normalise(spec: JsonObject): JsonObject {
  let out = movedParameters(normaliseWindows(spec));
  out = mapSection(out, 'engine', (engine) => mapField(engine, 'version', versionText));
  out = mapSection(out, 'parameters', (parameters) =>
    Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, parameterText(value)])),
  );
  out = mapSection(out, 'encryption', (encryption) => renameField(encryption, 'kmsKeyId', 'kmsKey'));
  return mapSection(out, 'security', (security) => mapField(security, 'users', usersWithSecrets));
}

function movedParameters(spec: JsonObject): JsonObject {
  const { engine, parameters } = spec;
  if (!isMap(engine) || !isMap(engine.parameters)) return spec;
  const { parameters: older, ...rest } = engine;
  return { ...spec, engine: rest, parameters: { ...older, ...(isMap(parameters) ? parameters : {}) } };
}

/** YAML reads 7.3 as a number. */
function versionText(version: Json): Json {
  return typeof version === 'number' && !Number.isInteger(version) ? String(version) : version;
}

function parameterText(value: Json): Json {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? String(value) : value;
}

function usersWithSecrets(users: Json): Json {
  if (!Array.isArray(users)) return users;
  return users.map((user: Json) =>
    isMap(user)
      ? mapField(user, 'passwordSecret', (secret) => (typeof secret === 'string' ? { ref: secret } : secret))
      : user,
  );
}
