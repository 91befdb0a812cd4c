import type { Json, JsonObject } from 'panka/sdk';

/** Accepts `pointInTimeRecovery: {enabled}`, replicas given as region names, and an empty tableName for none. */
export function normalise(spec: JsonObject): JsonObject {
  const { pointInTimeRecovery: recovery, replicas } = spec;
  const { tableName, ...unnamed } = spec;
  return {
    ...(tableName === '' ? unnamed : spec),
    ...(isObject(recovery) && 'enabled' in recovery ? { pointInTimeRecovery: recovery.enabled as Json } : {}),
    ...(Array.isArray(replicas)
      ? { replicas: replicas.map((r: Json) => (typeof r === 'string' ? { region: r } : r)) }
      : {}),
  };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
