import { readFileSync } from 'node:fs';
import { Type } from '@sinclair/typebox';
import { expect } from 'chai';
import { checkSchema } from '../../../src/core/discovery/schema/check-schema.js';
import type { JsonSchema } from '../../../src/core/discovery/schema/json-schema.js';
import { editorSchema } from '../../../src/core/editor-schema/editor-schema.js';
import { relax } from '../../../src/core/editor-schema/relax.js';

const strict = { additionalProperties: false } as const;
const spec = Type.Object(
  {
    size: Type.Integer({ minimum: 1, default: 3, description: 'How big' }),
    mode: Type.Union([Type.Literal('fast'), Type.Literal('slow')], { description: 'How fast' }),
    code: Type.Optional(Type.String({ pattern: '^[a-z]+$', description: 'A code' })),
    on: Type.Optional(Type.Boolean({ description: 'On or off' })),
    list: Type.Optional(
      Type.Array(Type.Object({ n: Type.Number({ description: 'n' }) }, strict), { description: 'A list' }),
    ),
  },
  strict,
) as unknown as JsonSchema;

/** Problems an editor would underline; defaults and coercion are what it does not have. */
function underlined(schema: JsonSchema, value: object): string[] {
  return checkSchema(schema, value, { defaults: false }).problems.map((p) => p.pointer);
}

describe('the schema that an editor checks', () => {
  const written = relax(spec, { partial: false });

  it('takes variables and quoted numbers where a run takes them', () => {
    const value = { size: '${SIZE}', mode: '${MODE}', code: 'x${Y}', on: '${ON}', list: [{ n: '${N}' }] };
    expect(underlined(written, value)).to.deep.equal([]);
    expect(underlined(written, { size: '12', mode: 'fast', on: 'true' })).to.deep.equal([]);
  });

  it('underlines what a run refuses', () => {
    expect(underlined(written, { size: 'many', mode: 'fast' })).to.deep.equal(['/size']);
    expect(underlined(written, { size: 0, mode: 'medium', code: 'A' })).to.deep.equal(['/size', '/mode', '/code']);
    expect(underlined(written, { mode: 'fast', sise: 1 })).to.deep.equal(['/sise']);
  });

  it('asks for a field only where no default fills it in', () => {
    const missing = checkSchema(written, {}, { defaults: false }).problems.map((p) => p.message);
    expect(missing).to.deep.equal(['spec.mode is missing']);
  });

  it('shows the description and the default of every field', () => {
    const { size, mode } = written.properties!;
    expect(size).to.include({ description: 'How big', default: 3 });
    expect(mode).to.include({ description: 'How fast' });
  });

  it('takes a part of the fields, $replace and $append in an overlay', () => {
    const overlay = relax(spec, { partial: true });
    expect(underlined(overlay, {})).to.deep.equal([]);
    expect(underlined(overlay, { $replace: true, list: { $append: [{ n: 1 }] } })).to.deep.equal([]);
    expect(underlined(overlay, { list: [{ m: 1 }] })).not.to.deep.equal([]);
  });
});

describe('the schema of all documents', () => {
  const documents = [
    { apiVersion: 'components.panka.io/v1', kind: 'B', summary: 'b', spec, ofService: true },
    { apiVersion: 'core.panka.io/v1', kind: 'A', summary: 'a', spec: { type: 'object' } as const, ofService: false },
  ];
  const schema = JSON.parse(JSON.stringify(editorSchema({ documents })));

  it('decides by kind what spec and apiVersion may be', () => {
    expect(
      schema.allOf.map((b: { if: { properties: { kind: { const: string } } } }) => b.if.properties.kind.const),
    ).to.deep.equal(['A', 'B']);
    expect(schema.allOf[1].then.properties.apiVersion).to.deep.equal({ const: 'components.panka.io/v1' });
    expect(schema.allOf[1].then.properties.spec).to.deep.equal({ $ref: '#/definitions/B' });
    expect(schema.allOf[1].then.properties.metadata).to.deep.equal({ required: ['service'] });
    expect(schema.allOf[0].then.properties.metadata).to.equal(undefined);
  });

  it('wants a spec only where one of its fields has to be given', () => {
    expect(schema.allOf.map((b: { then: { required?: string[] } }) => b.then.required)).to.deep.equal([
      undefined,
      ['spec'],
    ]);
    const overlay = JSON.parse(JSON.stringify(editorSchema({ documents, overlays: true })));
    expect(overlay.allOf[1].then.required).to.equal(undefined);
  });

  it('has no reference that leads nowhere', () => {
    const references = [...JSON.stringify(schema).matchAll(/#\/definitions\/(\w+)/g)].map((m) => m[1]!);
    expect(Object.keys(schema.definitions)).to.include.members(references);
  });

  it('knows the fields of metadata that a run knows', () => {
    const source = readFileSync(
      new URL('../../../src/core/discovery/documents/read-metadata.ts', import.meta.url),
      'utf8',
    );
    const fields = [
      ...source
        .split('const FIELDS = [')[1]!
        .split(']')[0]!
        .matchAll(/'(\w+)'/g),
    ].map((m) => m[1]!);
    expect(Object.keys(schema.definitions.metadata.properties).sort()).to.deep.equal(fields.sort());
  });
});
