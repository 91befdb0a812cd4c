import { isMap, mapField } from '@panka/plugin-common';
import type { Json, JsonObject } from 'panka/sdk';

/** YAML reads `permissions: 0755` as the number 755. */
export function normalise(spec: JsonObject): JsonObject {
  return mapField(spec, 'accessPoints', (points) =>
    Array.isArray(points)
      ? points.map((point: Json) => (isMap(point) ? mapField(point, 'permissions', mode) : point))
      : points,
  );
}

function mode(permissions: Json): Json {
  return typeof permissions === 'number' ? String(permissions).padStart(4, '0') : permissions;
}
