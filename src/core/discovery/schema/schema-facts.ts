import { isUnresolved } from '../variables/unresolved.js';
import { enumerated, type JsonSchema } from './json-schema.js';

/** What is worked out once for a schema: thousands of values are checked against the same few. */
export interface SchemaFacts {
  /** The values, of an enumeration. */
  readonly values: readonly unknown[] | undefined;
  /** The branches of a union, unions within it opened. */
  readonly branches: readonly JsonSchema[];
  /** A text or number without rules beyond a range: most fields, checked without a path and without a call. */
  readonly plain: boolean;
  /** Fields that have a default. */
  readonly withDefault: readonly (readonly [key: string, schema: JsonSchema])[];
  /** Completed defaults by field, filled in when they are first needed. Shared by all values, and never changed. */
  readonly defaults: Map<string, unknown>;
}

const known = new WeakMap<JsonSchema, SchemaFacts>();

export function factsOf(schema: JsonSchema): SchemaFacts {
  let facts = known.get(schema);
  if (facts === undefined) {
    const withDefault = Object.entries(schema.properties ?? {}).filter(
      ([, property]) => property.default !== undefined,
    );
    facts = {
      values: enumerated(schema),
      branches: flatten(schema),
      plain: isPlain(schema),
      withDefault,
      defaults: new Map(),
    };
    known.set(schema, facts);
  }
  return facts;
}

/** True if a value is right as it is and nothing has to be added to it; false if it has to be looked at more closely. */
export function isFine(schema: JsonSchema, value: unknown): boolean {
  const facts = factsOf(schema);
  if (facts.values) return facts.values.includes(value);
  if (!facts.plain) return false;
  if (typeof value === 'string') return schema.type === 'string' && !isUnresolved(value);
  if (typeof value === 'boolean') return schema.type === 'boolean';
  if (typeof value !== 'number') return false;
  const { minimum = value, maximum = value } = schema;
  if (schema.type === 'integer' ? !Number.isInteger(value) : schema.type !== 'number' || !Number.isFinite(value))
    return false;
  return value >= minimum && value <= maximum;
}

function isPlain(schema: JsonSchema): boolean {
  const { type, pattern, minLength, maxLength, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (type !== 'string' && type !== 'boolean' && type !== 'number' && type !== 'integer') return false;
  return [pattern, minLength, maxLength, exclusiveMinimum, exclusiveMaximum, multipleOf].every(
    (rule) => rule === undefined,
  );
}

function flatten(schema: JsonSchema): readonly JsonSchema[] {
  return (schema.anyOf ?? []).flatMap((branch) => (branch.anyOf && !enumerated(branch) ? flatten(branch) : [branch]));
}
