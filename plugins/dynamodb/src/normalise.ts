import type { Json, JsonObject } from 'panka/sdk';

/** Accepts `pointInTimeRecovery: {enabled}` and replicas given as region names. */
export function normalise(spec: JsonObject): JsonObject {
  const { pointInTimeRecovery: recovery, replicas } = spec;
  return {
    ...spec,
    ...(isObject(recovery) && 'enabled' in recovery ? { pointInTimeRecovery: recovery.enabled as Json } : {}),
    ...(Array.isArray(replicas)
      ? { replicas: replicas.map((r: Json) => (typeof r === 'string' ? { region: r } : r)) }
      : {}),
  };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
