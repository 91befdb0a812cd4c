import { mapSection, normaliseEnvironment, renameField } from '@panka/plugin-common';
import type { JsonObject } from 'panka/sdk';

/** Accepted variants of the manifest → the form that the schema describes. */
export function normalise(spec: JsonObject): JsonObject {
  const named = mapSection(normaliseEnvironment(spec), 'rootVolume', (volume) =>
    renameField(volume, 'throughput', 'throughputMiBps'),
  );
  return typeof named.ami === 'string' ? { ...named, ami: { id: named.ami } } : named;
}
