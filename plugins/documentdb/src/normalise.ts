import {
  mapField,
  mapSection,
  movedParameters,
  normaliseWindows,
  parameterTexts,
  renameField,
  secretReference,
} from '@panka/plugin-common';
import type { Json, JsonObject } from 'panka/sdk';

/** Accepts `engine.parameters`, versions without patch (`"5.0"`), plain `passwordSecret`, and booleans and numbers as parameters. */
export function normalise(spec: JsonObject): JsonObject {
  let out = movedParameters(normaliseWindows(spec));
  out = mapSection(out, 'engine', (engine) => mapField(engine, 'version', wholeVersion));
  out = mapSection(out, 'database', (database) => mapField(database, 'passwordSecret', secretReference));
  out = parameterTexts(out, { on: 'enabled', off: 'disabled' });
  return mapSection(out, 'encryption', (encryption) => renameField(encryption, 'kmsKeyId', 'kmsKey'));
}

/** `5`, `"5.0"` → `5.0.0`: DocumentDB has no other minor versions. */
function wholeVersion(version: Json): Json {
  const text = String(version);
  return /^\d+(\.0)?$/.test(text) ? `${text.split('.')[0]}.0.0` : version;
}
