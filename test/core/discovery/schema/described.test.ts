import { expect } from 'chai';
import { CORE_SCHEMAS } from '../../../../src/core/discovery/core-schemas/index.js';
import { CORE_KINDS, INFRA_KINDS } from '../../../../src/core/discovery/documents/api-version.js';
import { INFRA_SCHEMAS } from '../../../../src/core/discovery/infra-schemas/index.js';
import { specSchema } from '../../../../src/core/discovery/schema/common-spec.js';
import type { JsonSchema } from '../../../../src/core/discovery/schema/json-schema.js';

/** Fields without a description, and maps that would swallow a misspelt field, by their dotted names. */
function flaws(schema: JsonSchema, name: string): string[] {
  const found: string[] = [];
  if (schema.properties && schema.additionalProperties !== false) found.push(`${name} takes unknown fields`);
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    if (property.description === undefined) found.push(`${name}.${key} has no description`);
    found.push(...flaws(property, `${name}.${key}`));
  }
  for (const branch of schema.anyOf ?? []) found.push(...flaws(branch, name));
  for (const value of Object.values(schema.patternProperties ?? {})) found.push(...flaws(value, `${name}.*`));
  if (schema.items && !Array.isArray(schema.items)) found.push(...flaws(schema.items as JsonSchema, `${name}[]`));
  return found;
}

describe('the schemas of Panka’s own documents', () => {
  it('exist for every kind', () => {
    expect(Object.keys(CORE_SCHEMAS)).to.have.members([...CORE_KINDS]);
    expect(Object.keys(INFRA_SCHEMAS)).to.have.members([...INFRA_KINDS]);
  });

  for (const [kind, schema] of Object.entries({ ...CORE_SCHEMAS, ...INFRA_SCHEMAS })) {
    it(`describe every field of ${kind} and take no other`, () => {
      expect(flaws(schema, kind)).to.deep.equal([]);
    });
  }

  it('describe the fields of every component', () => {
    expect(flaws(specSchema({ properties: {}, additionalProperties: false }), 'spec')).to.deep.equal([]);
  });
});
