/** The part of JSON Schema that TypeBox writes and Panka's kinds use. */
export interface JsonSchema {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  /** Those of `enum` that are named to whoever wrote none of them; the others need a plugin first. */
  readonly offered?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: JsonSchema | readonly JsonSchema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
}

/** The values that a schema enumerates, if it does nothing else: `const`, `enum`, or a union of such. */
export function enumerated(schema: JsonSchema): readonly unknown[] | undefined {
  if (schema.const !== undefined) return [schema.const];
  if (schema.enum) return schema.enum;
  if (!schema.anyOf) return undefined;
  const all: unknown[] = [];
  for (const branch of schema.anyOf) {
    const values = enumerated(branch);
    if (!values) return undefined;
    all.push(...values);
  }
  return all;
}

/** The words for what a schema takes: `a number`, `a list or a text`. */
export function expected(schema: JsonSchema): string {
  const values = enumerated(schema);
  if (values) return `one of ${values.map((v) => String(v)).join(', ')}`;
  if (schema.anyOf) return [...new Set(schema.anyOf.map(expected))].join(' or ');
  if (schema.allOf) return expected(schema.allOf[0]!);
  return WORDS[schema.type ?? ''] ?? 'a value';
}

const WORDS: Readonly<Record<string, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'empty',
};
