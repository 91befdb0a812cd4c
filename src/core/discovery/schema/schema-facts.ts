import { enumerated, type JsonSchema } from './json-schema.js';

/** What is worked out once for a schema: thousands of values are checked against the same few. */
export interface SchemaFacts {
  /** The values, of an enumeration. */
  readonly values: readonly unknown[] | undefined;
  /** The branches of a union, unions within it opened. */
  readonly branches: readonly JsonSchema[];
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
    facts = { values: enumerated(schema), branches: flatten(schema), withDefault, defaults: new Map() };
    known.set(schema, facts);
  }
  return facts;
}

function flatten(schema: JsonSchema): readonly JsonSchema[] {
  return (schema.anyOf ?? []).flatMap((branch) => (branch.anyOf && !enumerated(branch) ? flatten(branch) : [branch]));
}
