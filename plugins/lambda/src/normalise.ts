import { isMap, mapField, normaliseEnvironment } from '@panka/plugin-common';
import type { Json, JsonObject } from 'panka/sdk';

/** Accepts a map of variables, `vpc: true`, `url: true` and a trigger's source as plain text. */
export function normalise(spec: JsonObject): JsonObject {
  let out = normaliseEnvironment(spec);
  out = mapField(out, 'vpc', (vpc) => (typeof vpc === 'boolean' ? { enabled: vpc } : vpc));
  out = mapField(out, 'url', (url) => (typeof url === 'boolean' ? { enabled: url } : url));
  return mapField(out, 'triggers', (triggers) =>
    Array.isArray(triggers)
      ? triggers.map((one: Json) => (isMap(one) ? mapField(one, 'source', source) : one))
      : triggers,
  );
}

function source(value: Json): Json {
  if (typeof value !== 'string') return value;
  return value.startsWith('arn:') ? { arn: value } : { component: value };
}
