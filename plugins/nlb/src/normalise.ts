import { isMap, mapField, renameField } from '@panka/plugin-common';
import type { Json, JsonObject } from 'panka/sdk';

/** Accepted variants: `internal: true` for the scheme, `target: name`, `certificate: arn`, `allowedCIDRs`. */
export function normalise(spec: JsonObject): JsonObject {
  const cidrs = renameField(spec, 'allowedCIDRs', 'allowedCidrs');
  return mapField(normaliseScheme(cidrs), 'listeners', (listeners) =>
    Array.isArray(listeners) ? listeners.map(normaliseListener) : listeners,
  );
}

function normaliseScheme(spec: JsonObject): JsonObject {
  const { internal, ...rest } = spec;
  if (typeof internal !== 'boolean') return spec;
  return 'scheme' in rest ? rest : { ...rest, scheme: internal ? 'internal' : 'internet-facing' };
}

function normaliseListener(listener: Json): Json {
  if (!isMap(listener)) return listener;
  const target = mapField(listener, 'target', (value) => (typeof value === 'string' ? { component: value } : value));
  return mapField(target, 'certificate', (value) => (typeof value === 'string' ? { arn: value } : value));
}
