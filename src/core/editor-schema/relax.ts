import { enumerated, type JsonSchema } from '../discovery/schema/json-schema.js';

/** What an editor is to accept beyond the values themselves. */
export interface Relaxation {
  /** Overlays give some of the fields, and may say `$replace` and `$append`. */
  readonly partial: boolean;
}

/** Texts that a run turns into the value: `${VARIABLE}` in any part, and numbers and booleans in quotes. */
const VARIABLE = '\\$\\{.+\\}';
const TEXTS: Readonly<Record<string, string>> = {
  number: `${VARIABLE}|^[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?$`,
  integer: `${VARIABLE}|^[-+]?[0-9]+$`,
  boolean: `${VARIABLE}|^(true|false)$`,
};

/** A schema of values as a schema of what may be written: with variables, and without what defaults fill in. */
export function relax(schema: JsonSchema, how: Relaxation): JsonSchema {
  const text = textFor(schema);
  if (text !== undefined) return orText(schema, text);
  if (schema.anyOf) return { ...schema, anyOf: schema.anyOf.map((branch) => relax(branch, how)) };
  if (schema.allOf) return { ...schema, allOf: schema.allOf.map((part) => relax(part, how)) };
  if (schema.type === 'object') return relaxObject(schema, how);
  return schema.type === 'array' ? relaxArray(schema, how) : schema;
}

/** The pattern of texts that stand for such a scalar; undefined where every text is allowed or none is. */
function textFor(schema: JsonSchema): string | undefined {
  if (enumerated(schema)) return VARIABLE;
  const constrained = schema.pattern !== undefined || schema.maxLength !== undefined;
  if (schema.type === 'string') return constrained ? VARIABLE : undefined;
  return TEXTS[schema.type ?? ''];
}

/** What an editor shows (description, default) stays outside the alternatives. */
function orText(schema: JsonSchema, pattern: string): JsonSchema {
  const { description, default: byDefault, examples, ...rest } = schema;
  const shown = JSON.parse(JSON.stringify({ description, default: byDefault, examples })) as JsonSchema;
  return { ...shown, anyOf: [rest, { type: 'string', pattern }] };
}

function relaxObject(schema: JsonSchema, how: Relaxation): JsonSchema {
  const { properties = {}, required = [], additionalProperties, patternProperties, ...rest } = schema;
  const needed = how.partial ? [] : required.filter((key) => properties[key]?.default === undefined);
  return {
    ...rest,
    ...(schema.properties ? { properties: relaxAll(properties, how) } : {}),
    ...(needed.length > 0 ? { required: needed } : {}),
    ...(typeof additionalProperties === 'object' ? { additionalProperties: relax(additionalProperties, how) } : {}),
    ...(typeof additionalProperties === 'boolean' ? { additionalProperties } : {}),
    ...patterns(patternProperties, how),
  };
}

function patterns(patternProperties: JsonSchema['patternProperties'], how: Relaxation): JsonSchema {
  const directive: Record<string, JsonSchema> = how.partial ? { '^\\$replace$': { const: true } } : {};
  const all: Record<string, JsonSchema> = { ...relaxAll(patternProperties ?? {}, how), ...directive };
  return Object.keys(all).length > 0 ? { patternProperties: all } : {};
}

function relaxArray(schema: JsonSchema, how: Relaxation): JsonSchema {
  if (schema.items === undefined) return schema;
  const items = Array.isArray(schema.items)
    ? schema.items.map((item) => relax(item, how))
    : relax(schema.items as JsonSchema, how);
  const list = { ...schema, items };
  if (!how.partial) return list;
  const { description, ...bare } = list;
  const append: JsonSchema = { type: 'object', properties: { $append: bare }, required: ['$append'] };
  return { ...(description === undefined ? {} : { description }), anyOf: [bare, append] };
}

function relaxAll(schemas: Readonly<Record<string, JsonSchema>>, how: Relaxation): Record<string, JsonSchema> {
  return Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [key, relax(schema, how)]));
}
