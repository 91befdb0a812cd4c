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

/** Versions that only Redis has: alone they name the engine. */
const REDIS_VERSION = /^(6\.[x\d]|7\.[01])$/;

/** Accepts a Redis version without `engine.type`, numbers as versions and parameters, plain `authTokenSecret`, `engine.parameters`. */
export function normalise(spec: JsonObject): JsonObject {
  let out = movedParameters(normaliseWindows(spec));
  out = mapSection(out, 'engine', (engine) => namedEngine(mapField(engine, 'version', versionText)));
  out = mapSection(out, 'cluster', (cluster) => renameField(cluster, 'multiAz', 'multiAZ'));
  out = parameterTexts(out, { on: 'yes', off: 'no' });
  out = mapSection(out, 'encryption', (encryption) => renameField(encryption, 'kmsKeyId', 'kmsKey'));
  return mapSection(out, 'security', (security) => mapField(security, 'authTokenSecret', secretReference));
}

/** YAML reads 7.1 as a number, and 8.0 as 8. */
function versionText(version: Json): Json {
  if (typeof version !== 'number') return version;
  return Number.isInteger(version) ? `${version}.0` : String(version);
}

function namedEngine(engine: JsonObject): JsonObject {
  const { type, version } = engine;
  return type === undefined && typeof version === 'string' && REDIS_VERSION.test(version)
    ? { type: 'redis', ...engine }
    : engine;
}
