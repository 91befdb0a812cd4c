import {
  isMap,
  mapField,
  mapSection,
  normaliseWindows,
  parameterTexts,
  renameField,
  secretReference,
} from '@panka/plugin-common';
import type { JsonObject } from 'panka/sdk';

/** Accepts the older forms: `backup.maintenanceWindow`, `instance.iops`, plain `passwordSecret`, numbers as versions and parameters. */
export function normalise(spec: JsonObject): JsonObject {
  let out = normaliseWindows(spec);
  out = mapSection(out, 'instance', (instance) => storageFields(renameField(instance, 'multiAz', 'multiAZ')));
  out = mapSection(out, 'engine', (engine) => texts(engine));
  out = mapSection(out, 'database', (database) => mapField(database, 'passwordSecret', secretReference));
  out = mapSection(out, 'encryption', (encryption) => renameField(encryption, 'kmsKeyId', 'kmsKey'));
  return mapField(out, 'proxy', (proxy) => (typeof proxy === 'boolean' ? { enabled: proxy } : proxy));
}

function storageFields(instance: JsonObject): JsonObject {
  const { iops, storage, ...rest } = instance;
  if (iops === undefined) return instance;
  return { ...rest, storage: { iops, ...(isMap(storage) ? storage : {}) } };
}

/** `16` is a version; `16.10` is not, because YAML reads it as 16.1: it must be in quotes. */
function texts(engine: JsonObject): JsonObject {
  const version = mapField(engine, 'version', (v) => (Number.isInteger(v) ? String(v) : v));
  return parameterTexts(version, { on: '1', off: '0' });
}
