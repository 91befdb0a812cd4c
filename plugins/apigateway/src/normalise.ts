import { isMap, mapField, mapSection } from '@panka/plugin-common';
import type { Json, JsonObject } from 'panka/sdk';

/** Accepted variants: `target: name`, one text for a list of texts, `certificate: arn`. */
export function normalise(spec: JsonObject): JsonObject {
  let out = eachOf(spec, 'routes', (route) =>
    listOf(
      mapField(route, 'target', (target) => (typeof target === 'string' ? { component: target } : target)),
      'scopes',
    ),
  );
  out = eachOf(out, 'authorizers', (authorizer) => listOf(listOf(authorizer, 'audience'), 'identitySources'));
  out = mapSection(out, 'cors', (cors) => listOf(cors, 'allowOrigins'));
  return mapSection(out, 'domain', (domain) =>
    mapField(domain, 'certificate', (value) => (typeof value === 'string' ? { arn: value } : value)),
  );
}

function eachOf(spec: JsonObject, field: string, change: (one: JsonObject) => JsonObject): JsonObject {
  return mapField(spec, field, (list) =>
    Array.isArray(list) ? list.map((one: Json) => (isMap(one) ? change(one) : one)) : list,
  );
}

function listOf(from: JsonObject, field: string): JsonObject {
  return mapField(from, field, (value) => (typeof value === 'string' ? [value] : value));
}
