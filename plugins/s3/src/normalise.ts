import { isMap, mapField, mapSection, renameField } from '@panka/plugin-common';
import type { JsonObject } from 'panka/sdk';

/** Accepts one cors rule for a list, `versioning: true`, `lifecycle: {rules}` and `encryption.kmsKey`. */
export function normalise(spec: JsonObject): JsonObject {
  let out = mapField(spec, 'cors', (cors) => (isMap(cors) ? [cors] : cors));
  out = mapField(out, 'versioning', (v) => (typeof v === 'boolean' ? { enabled: v } : v));
  out = mapField(out, 'lifecycle', (l) => (isMap(l) && Array.isArray(l.rules) ? l.rules : l));
  return mapSection(out, 'encryption', (e) => renameField(e, 'kmsKey', 'kmsKeyId'));
}
