import {
  isMap,
  mapField,
  mapSection,
  movedParameters,
  normaliseWindows,
  parameterTexts,
  renameField,
  secretReference,
} from '@panka/plugin-common';
import type { Json, JsonObject } from 'panka/sdk';

/** Accepts numbers as versions and parameters, `engine.parameters`, `backup.maintenanceWindow`, plain `passwordSecret`. */
export function normalise(spec: JsonObject): JsonObject {
  let out = movedParameters(normaliseWindows(spec));
  out = mapSection(out, 'engine', (engine) => mapField(engine, 'version', versionText));
  out = parameterTexts(out, { on: 'yes', off: 'no' });
  out = mapSection(out, 'encryption', (encryption) => renameField(encryption, 'kmsKeyId', 'kmsKey'));
  return mapSection(out, 'security', (security) => mapField(security, 'users', usersWithSecrets));
}

/** YAML reads 7.3 as a number. */
function versionText(version: Json): Json {
  return typeof version === 'number' && !Number.isInteger(version) ? String(version) : version;
}

function usersWithSecrets(users: Json): Json {
  if (!Array.isArray(users)) return users;
  return users.map((user: Json) => (isMap(user) ? mapField(user, 'passwordSecret', secretReference) : user));
}
