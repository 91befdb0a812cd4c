import type { ComponentKind, Json, JsonObject } from '../../../sdk/index.js';
import { segmentsOf, valueAt } from '../../diagnostics/json-pointer.js';
import type { Mapping } from '../merge/layer.js';
import { mergeValues } from '../merge/merge-values.js';
import type { JsonSchema } from '../schema/json-schema.js';
import { isObject } from '../values.js';

/** What an infrastructure document sets in the spec of a component: the value, and which part of the document went where. */
export interface Contribution {
  readonly value: JsonObject;
  readonly mappings: readonly Mapping[];
}

/** General settings → where they go in a spec, if the kind has such a field. */
const GENERAL: readonly Mapping[] = [
  { from: '/spec/compute/platform', to: '/runtime/platform' },
  { from: '/spec/compute/architecture', to: '/runtime/architecture' },
  { from: '/spec/compute/architecture', to: '/architecture' },
  { from: '/spec/compute/cpu', to: '/runtime/cpu' },
  { from: '/spec/compute/memory', to: '/runtime/memory' },
  { from: '/spec/compute/spot', to: '/runtime/spot' },
  { from: '/spec/backups/retentionDays', to: '/backup/retentionDays' },
  { from: '/spec/backups/window', to: '/backup/preferredWindow' },
];
const STATEFUL: readonly Mapping[] = [
  { from: '/spec/deletionProtection', to: '/deletionProtection' },
  { from: '/spec/deletionPolicy', to: '/deletionPolicy' },
];

/** What InfraDefaults or ServiceInfraDefaults (spec) set for a kind: general settings, then those under `kinds.<Kind>`. */
export function defaultsContribution(spec: JsonObject, kind: ComponentKind): Contribution {
  const candidates = [
    ...GENERAL.filter(({ to }) => fieldAt(kind.schema as JsonSchema, to) !== undefined),
    ...(kind.stateful ? STATEFUL : []),
  ];
  const general = contribution(spec, candidates);
  const own = valueAt(spec, `/kinds/${kind.kind}`);
  if (!isObject(own)) return general;
  return {
    value: mergeValues(general.value, own) as JsonObject,
    mappings: [{ from: `/spec/kinds/${kind.kind}`, to: '' }, ...general.mappings],
  };
}

/** Copies what the document has of the mappings' sources. */
export function contribution(spec: JsonObject, mappings: readonly Mapping[]): Contribution {
  const used = mappings.filter(({ from }) => valueAt({ spec }, from) !== undefined);
  let value: Json = {};
  for (const { from, to } of used) value = mergeValues(value, nested(segmentsOf(to), valueAt({ spec }, from) as Json));
  return { value: value as JsonObject, mappings: used };
}

/** A value at a pointer of an otherwise empty spec. */
export function nested(path: readonly string[], value: Json): Json {
  return path.reduceRight<Json>((inner, key) => ({ [key]: inner }), value);
}

/** The schema of the field at a pointer, if the kind has it. */
export function fieldAt(schema: JsonSchema, pointer: string): JsonSchema | undefined {
  let node: JsonSchema | undefined = schema;
  for (const segment of segmentsOf(pointer)) {
    const holder: JsonSchema | undefined = node?.properties ? node : node?.anyOf?.find((branch) => branch.properties);
    node = holder?.properties?.[segment];
  }
  return node;
}
