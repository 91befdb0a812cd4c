import { mapField, mapSection, normaliseAutoscaling, normaliseContainer, renameField } from '@panka/plugin-common';
import type { JsonObject } from 'panka/sdk';

/** Accepted variants of the manifest → the form that the schema describes. */
export function normalise(spec: JsonObject): JsonObject {
  const container = renameField(normaliseContainer(spec), 'stopTimeoutSeconds', 'gracefulShutdownSeconds');
  return normaliseSource(normaliseAutoscaling(container));
}

/** `source: orders` means `{component: orders}`. */
function normaliseSource(spec: JsonObject): JsonObject {
  const named = mapField(spec, 'source', (source) => (typeof source === 'string' ? { component: source } : source));
  return mapSection(named, 'source', (source) =>
    mapField(source, 'type', (type) => (typeof type === 'string' ? type.toLowerCase() : type)),
  );
}
