import assert from 'node:assert/strict';
import { checkSchema } from '../../core/discovery/schema/check-schema.js';
import { specSchema } from '../../core/discovery/schema/common-spec.js';
import type { EnvironmentClass } from '../component-kind.js';
import type { Json, JsonObject } from '../json.js';
import { readmeExamplesOf } from './readme-examples.js';
import type { ContractPart, KindSubject } from './subject.js';

const CLASSES: readonly EnvironmentClass[] = ['development', 'staging', 'production'];

/** The functions that shape a spec are pure, and accept what a user may have written wrong. */
export const defaultsAndNormalise: ContractPart = (subject, it) => {
  const { kind } = subject;

  it('has defaults per environment that fit its schema, the same each time', () => {
    for (const environment of CLASSES) {
      const defaults = kind.defaults?.(environment) ?? {};
      const { problems } = checkSchema(specSchema(kind.schema), defaults, { required: false, defaults: false });
      assert.deepEqual(
        problems.map((p) => p.message),
        [],
        `defaults of ${environment}`,
      );
      assert.deepEqual(kind.defaults?.(environment) ?? {}, defaults);
    }
  });

  it('normalises a spec without changing it, and a second time to the same', () => {
    for (const spec of specs(subject)) {
      const before = structuredClone(spec);
      const once = kind.normalise?.(spec) ?? spec;
      assert.deepEqual(spec, before, 'normalise changed its argument');
      assert.deepEqual(kind.normalise?.(once) ?? once, once, 'normalise of a normalised spec differs');
    }
  });

  it('normalises a spec that is wrong in any field without throwing', () => {
    for (const spec of wrongSpecs(subject)) assert.doesNotThrow(() => kind.normalise?.(spec), JSON.stringify(spec));
  });
};

function specs(subject: KindSubject): readonly JsonObject[] {
  return readmeExamplesOf(subject).map(({ document }) => (document['spec'] ?? {}) as JsonObject);
}

/** Every field of the schema with a value of every JSON type. */
function wrongSpecs({ kind }: KindSubject): readonly JsonObject[] {
  const values: readonly Json[] = [
    null,
    true,
    0,
    'text',
    '${VAR}',
    [],
    [null],
    ['text'],
    [{}],
    {},
    { name: null },
    { nested: { deep: [1] } },
  ];
  const fields = Object.keys(kind.schema.properties);
  return [{}, ...values.flatMap((value) => fields.map((field) => ({ [field]: value })))];
}
