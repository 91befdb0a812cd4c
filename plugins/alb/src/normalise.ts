import { isMap, mapField, renameField } from '@panka/plugin-common';
import type { JsonObject } from 'panka/sdk';

/** Accepted variants: `internal: true` for the scheme, `target: name`, `waf: arn`, `allowedCIDRs`. */
export function normalise(spec: JsonObject): JsonObject {
  const cidrs = renameField(spec, 'allowedCIDRs', 'allowedCidrs');
  const waf = mapField(cidrs, 'waf', (waf) => (typeof waf === 'string' ? { webAclArn: waf } : waf));
  return mapField(normaliseScheme(waf), 'routes', (routes) =>
    Array.isArray(routes) ? routes.map((route) => (isMap(route) ? normaliseRoute(route) : route)) : routes,
  );
}

function normaliseScheme(spec: JsonObject): JsonObject {
  const { internal, ...rest } = spec;
  if (typeof internal !== 'boolean') return spec;
  return 'scheme' in rest ? rest : { ...rest, scheme: internal ? 'internal' : 'internet-facing' };
}

function normaliseRoute(route: JsonObject): JsonObject {
  return mapField(route, 'target', (target) => (typeof target === 'string' ? { component: target } : target));
}
