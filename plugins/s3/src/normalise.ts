import { isMap, mapField, mapSection, renameField } from '@panka/plugin-common';
import type { JsonObject } from 'panka/sdk';

/** Accepts one cors rule for a list, `versioning: true`, `lifecycle: {rules}`, `encryption.kmsKey` and `bucket.tags`. */
export function normalise(spec: JsonObject): JsonObject {
  let out = mapField(spec, 'cors', (cors) => (isMap(cors) ? [cors] : cors));
  out = mapField(out, 'versioning', (v) => (typeof v === 'boolean' ? { enabled: v } : v));
  out = mapField(out, 'lifecycle', (l) => (isMap(l) && Array.isArray(l.rules) ? l.rules : l));
  return tagsOfBucket(mapSection(out, 'encryption', (e) => renameField(e, 'kmsKey', 'kmsKeyId')));
}

/** Tags of the bucket are tags of the component, as every kind has them; one that stands in both is the component's. */
function tagsOfBucket(spec: JsonObject): JsonObject {
  const { bucket, tags = {} } = spec;
  if (!isMap(bucket) || !isMap(bucket.tags) || !isMap(tags)) return spec;
  const { tags: given, ...rest } = bucket;
  return { ...spec, bucket: rest, tags: { ...given, ...tags } };
}
