import { didYouMean } from '../../diagnostics/did-you-mean.js';
import { isUnresolved } from '../variables/unresolved.js';
import type { JsonSchema } from './json-schema.js';
import { nameOf, type Path, pointerOfPath, type Subject } from './path.js';
import { coerce, enumProblem, hasType, regularExpression, scalarProblem, typeProblem } from './scalars.js';
import { factsOf, isFine } from './schema-facts.js';
import type { SchemaProblem } from './schema-problem.js';
import { checkUnion } from './union.js';

export interface SchemaCheck {
  /** The value with texts coerced to numbers and booleans and with the schema's defaults filled in. */
  readonly value: unknown;
  readonly problems: readonly SchemaProblem[];
}

export interface SchemaOptions {
  /** Default true. False where only a part of the fields is given. */
  readonly required?: boolean;
  /** Default true. */
  readonly defaults?: boolean;
  /** How the checked value is called where its own fields are missing. Default `spec`. */
  readonly name?: string;
}

/** Checks a value against a schema and completes it. Nothing is changed in place. */
export function checkSchema(schema: JsonSchema, value: unknown, options: SchemaOptions = {}): SchemaCheck {
  const check = new Check(options);
  return { value: check.visit(schema, value, undefined), problems: check.problems };
}

export class Check {
  problems: SchemaProblem[] = [];
  readonly options: SchemaOptions;

  constructor(options: SchemaOptions) {
    this.options = options;
  }

  visit(schema: JsonSchema, given: unknown, path: Path | undefined): unknown {
    if (isUnresolved(given)) return given;
    const { values } = factsOf(schema);
    if (values) return this.#enumerated(schema, given, path);
    if (schema.anyOf) return checkUnion(this, schema, given, path);
    if (schema.allOf) return schema.allOf.reduce((value, part) => this.visit(part, value, path), given);
    const value = coerce(schema.type, given);
    if (!hasType(schema.type, value)) {
      this.report(path, typeProblem(schema, given, this.subject(path)));
      return given;
    }
    if (schema.type === 'object') return this.#object(schema, value as Record<string, unknown>, path);
    if (schema.type === 'array') return this.#array(schema, value as readonly unknown[], path);
    const found = schema.type === undefined ? undefined : scalarProblem(schema, value, this.subject(path));
    if (found) this.report(path, found);
    return value;
  }

  subject(path: Path | undefined): Subject {
    return { path, root: this.options.name ?? 'spec' };
  }

  report(
    path: Path | undefined,
    found: Pick<SchemaProblem, 'code' | 'message' | 'suggestion'>,
    side: SchemaProblem['side'] = 'value',
  ): void {
    this.problems.push({ ...found, pointer: pointerOfPath(path), side });
  }

  #enumerated(schema: JsonSchema, given: unknown, path: Path | undefined): unknown {
    const { values = [] } = factsOf(schema);
    if (values.includes(given)) return given;
    if (typeof given === 'string') {
      const meant = values.find((value) => typeof value !== 'string' && String(value) === given);
      if (meant !== undefined) return meant;
    }
    this.report(path, enumProblem(values, given, this.subject(path), schema.offered));
    return given;
  }

  #object(schema: JsonSchema, given: Record<string, unknown>, path: Path | undefined): unknown {
    const properties = schema.properties ?? {};
    let copy: Record<string, unknown> | undefined;
    for (const key of Object.keys(given)) {
      const fieldSchema = Object.hasOwn(properties, key) ? properties[key]! : additional(schema, key);
      if (fieldSchema === false) {
        this.#unknown(key, Object.keys(properties), path);
        continue;
      }
      if (fieldSchema === true || isFine(fieldSchema, given[key])) continue;
      const value = this.visit(fieldSchema, given[key], { parent: path, key });
      if (value === given[key]) continue;
      copy ??= { ...given };
      copy[key] = value;
    }
    if (this.options.defaults !== false) copy = this.#defaults(schema, given, copy, path);
    if (this.options.required !== false) this.#required(schema, copy ?? given, path);
    this.#size(schema, given, path);
    return copy ?? given;
  }

  #defaults(
    schema: JsonSchema,
    given: Record<string, unknown>,
    copied: Record<string, unknown> | undefined,
    path: Path | undefined,
  ): Record<string, unknown> | undefined {
    const { withDefault } = factsOf(schema);
    let copy = copied;
    for (const [key, property] of withDefault) {
      if (Object.hasOwn(given, key)) continue;
      copy ??= { ...given };
      copy[key] =
        typeof property.default === 'object'
          ? this.#completed(schema, property, { parent: path, key })
          : property.default;
    }
    return copy;
  }

  /** A default that is a map or list, with the defaults inside of it: the same for every value. */
  #completed(schema: JsonSchema, property: JsonSchema, path: Path): unknown {
    const { defaults } = factsOf(schema);
    if (defaults.has(path.key)) return defaults.get(path.key);
    const before = this.problems.length;
    const value = this.visit(property, property.default, path);
    if (this.problems.length === before) defaults.set(path.key, value);
    return value;
  }

  #required(schema: JsonSchema, value: Record<string, unknown>, path: Path | undefined): void {
    for (const key of schema.required ?? []) {
      if (Object.hasOwn(value, key)) continue;
      const description = schema.properties?.[key]?.description;
      this.report(
        path,
        {
          code: 'MissingField',
          message: `${nameOf(this.subject({ parent: path, key }))} is missing`,
          suggestion: description && `add "${key}:" – ${description.charAt(0).toLowerCase()}${description.slice(1)}`,
        },
        'key',
      );
    }
  }

  #unknown(key: string, known: readonly string[], path: Path | undefined): void {
    const near = didYouMean(key, known);
    const owner = nameOf(this.subject(path));
    const list = known.length > 0 && known.length <= 12 ? `; it has ${known.join(', ')}` : '';
    this.report(
      { parent: path, key },
      {
        code: 'UnknownField',
        message: `"${key}" is not a field of ${owner}${near ? '' : list}`,
        suggestion: near && `did you mean "${near}"?`,
      },
      'key',
    );
  }

  #size(schema: JsonSchema, value: Record<string, unknown>, path: Path | undefined): void {
    const { minProperties, maxProperties } = schema;
    if (minProperties === undefined && maxProperties === undefined) return;
    const size = Object.keys(value).length;
    const name = nameOf(this.subject(path));
    if (minProperties !== undefined && size < minProperties)
      this.report(path, { code: 'OutOfRange', message: `${name} needs at least ${minProperties} of its fields` });
    if (maxProperties !== undefined && size > maxProperties)
      this.report(path, { code: 'OutOfRange', message: `${name} takes at most ${maxProperties} fields` });
  }

  #array(schema: JsonSchema, given: readonly unknown[], path: Path | undefined): unknown {
    const { items, minItems, maxItems } = schema;
    let copy: unknown[] | undefined;
    for (let i = 0; i < given.length; i++) {
      const itemSchema = Array.isArray(items)
        ? (items[i] as JsonSchema | undefined)
        : (items as JsonSchema | undefined);
      if (!itemSchema || isFine(itemSchema, given[i])) continue;
      const value = this.visit(itemSchema, given[i], { parent: path, key: String(i) });
      if (value === given[i]) continue;
      copy ??= [...given];
      copy[i] = value;
    }
    if (minItems !== undefined && given.length < minItems)
      this.#length(path, given.length === 0 ? 'is an empty list' : `needs at least ${minItems} items`);
    if (maxItems !== undefined && given.length > maxItems)
      this.#length(path, `has ${given.length} items; at most ${maxItems} are allowed`);
    if (schema.uniqueItems) this.#unique(given, path);
    return copy ?? given;
  }

  #length(path: Path | undefined, what: string): void {
    this.report(path, { code: 'OutOfRange', message: `${nameOf(this.subject(path))} ${what}` });
  }

  #unique(given: readonly unknown[], path: Path | undefined): void {
    const seen = new Set<string>();
    for (const [index, item] of given.entries()) {
      const text = JSON.stringify(item);
      if (seen.has(text))
        this.report(
          { parent: path, key: String(index) },
          {
            code: 'InvalidValue',
            message: `${nameOf(this.subject(path))} holds ${text} twice`,
            suggestion: 'remove one of the two',
          },
        );
      seen.add(text);
    }
  }
}

/** The schema of a key that is no property; false where it is not allowed, true where anything is. */
function additional(schema: JsonSchema, key: string): JsonSchema | boolean {
  for (const pattern in schema.patternProperties) {
    if (regularExpression(pattern).test(key)) return schema.patternProperties[pattern]!;
  }
  if (schema.additionalProperties !== undefined) return schema.additionalProperties;
  return schema.patternProperties === undefined;
}
