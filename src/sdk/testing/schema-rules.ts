import assert from 'node:assert/strict';
import { checkSchema } from '../../core/discovery/schema/check-schema.js';
import { specSchema } from '../../core/discovery/schema/common-spec.js';
import type { JsonSchema } from '../../core/discovery/schema/json-schema.js';
import { kindFaults } from '../../core/registry/check-kind.js';
import type { ContractPart } from './subject.js';

/** Keywords that Panka checks. One that it does not know would be a promise that nobody keeps. */
const KEYWORDS = new Set([
  ...['type', 'title', 'description', 'default', 'examples', 'const', 'enum', 'anyOf', 'allOf', '$id'],
  ...['properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties', 'maxProperties'],
  ...['items', 'additionalItems', 'minItems', 'maxItems', 'uniqueItems'],
  ...['minLength', 'maxLength', 'pattern', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
]);

/** The schema is strict, described and plain data. */
export const schemaRules: ContractPart = ({ kind }, it) => {
  const schema = kind.schema as unknown as JsonSchema;

  it('has the shape of a component kind', () => assert.deepEqual(kindFaults(kind), []));

  it('describes every field', () => {
    const bare = nodes(schema).filter(({ path, isField, node }) => isField && !node.description && path !== '');
    assert.deepEqual(
      bare.map(({ path }) => path),
      [],
      'these fields have no description',
    );
  });

  it('leaves alone the fields that every kind has', () => {
    const common = specSchema({ properties: {} }).properties ?? {};
    const taken = Object.keys(schema.properties ?? {}).filter((field) => field in common);
    assert.deepEqual(taken, [], 'these mean something of their own in every kind');
  });

  it('refuses unknown fields at every level', () => {
    const open = nodes(schema).filter(({ node }) => node.properties && node.additionalProperties !== false);
    assert.deepEqual(
      open.map(({ path }) => path),
      [],
      'these objects lack additionalProperties: false',
    );
  });

  it('uses only keywords that Panka checks', () => {
    const unknown = nodes(schema).flatMap(({ path, node }) =>
      Object.keys(node)
        .filter((key) => !KEYWORDS.has(key))
        .map((key) => `${path}: ${key}`),
    );
    assert.deepEqual(unknown, []);
  });

  it('survives a round trip through JSON', () => {
    const copy = JSON.parse(JSON.stringify(schema)) as JsonSchema;
    assert.deepEqual(JSON.parse(JSON.stringify(copy)), copy);
    assert.deepEqual(plain(schema), copy, 'the schema holds something that JSON cannot say');
  });

  it('has defaults that its own fields accept', () => {
    const wrong = nodes(schema)
      .filter(({ node }) => node.default !== undefined)
      .flatMap(({ path, node }) => checkSchema(node, node.default, { name: path }).problems)
      .map((problem) => problem.message);
    assert.deepEqual(wrong, []);
  });
};

interface Node {
  /** `deadLetterQueue.enabled`, `ports[].name`; empty for the spec itself. */
  readonly path: string;
  readonly node: JsonSchema;
  /** Written by the user as `name: value`; branches of a union and items of a list are not. */
  readonly isField: boolean;
}

/** The schema and everything in it. */
function nodes(node: JsonSchema, path = '', isField = true): readonly Node[] {
  const fields = Object.entries(node.properties ?? {}).map(([key, n]) => nodes(n, path ? `${path}.${key}` : key));
  const branches = [...(node.anyOf ?? []), ...(node.allOf ?? [])].map((n) => nodes(n, path, false));
  const items = [node.items ?? []].flat().map((n) => nodes(n as JsonSchema, `${path}[]`, false));
  const values = [node.additionalProperties, ...Object.values(node.patternProperties ?? {})]
    .filter((n) => typeof n === 'object')
    .map((n) => nodes(n, `${path}.*`, false));
  return [{ path, node, isField }, ...[fields, branches, items, values].flat(2)];
}

/** Own enumerable parts, without TypeBox's symbols. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}
