import { isMap } from '@panka/plugin-common';
import type { JsonObject } from 'panka/sdk';

/** `external: {bootstrapServers}` is `existing`; the `external` of every kind has `outputs`. */
export function normalise(spec: JsonObject): JsonObject {
  const { external, ...rest } = spec;
  if (!isMap(external) || 'outputs' in external || rest.existing !== undefined) return spec;
  return { ...rest, existing: external };
}
