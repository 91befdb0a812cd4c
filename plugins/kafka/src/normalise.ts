import { given, isMap } from '@panka/plugin-common';
import type { JsonObject } from 'panka/sdk';

/**
 * `external` or `existing: {bootstrapServers}` is `cluster`; the `external` of every kind has `outputs`, and its `existing` names
 * what a deployment takes over.
 */
export function normalise(spec: JsonObject): JsonObject {
  if (spec.cluster !== undefined) return spec;
  const { external, existing, ...rest } = spec;
  if (isMap(existing) && 'bootstrapServers' in existing)
    return { ...rest, ...given('external', external), cluster: existing };
  if (!isMap(external) || 'outputs' in external) return spec;
  return { ...rest, ...given('existing', existing), cluster: external };
}
