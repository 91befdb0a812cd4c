import { Type } from '@sinclair/typebox';
import { expect } from 'chai';
import { checkSchema, type SchemaOptions } from '../../../../src/core/discovery/schema/check-schema.js';
import type { JsonSchema } from '../../../../src/core/discovery/schema/json-schema.js';
import { unresolved } from '../../../../src/core/discovery/variables/unresolved.js';

const strict = { additionalProperties: false } as const;

function check(schema: object, value: unknown, options?: SchemaOptions) {
  return checkSchema(schema as JsonSchema, value, options);
}
function messages(schema: object, value: unknown, options?: SchemaOptions): string[] {
  return check(schema, value, options).problems.map(
    ({ pointer, message, suggestion }) => `${pointer} ${message}${suggestion ? ` – ${suggestion}` : ''}`,
  );
}

describe('checkSchema', () => {
  it('coerces texts that are exactly a number or a boolean, where one is wanted', () => {
    const schema = Type.Object({
      n: Type.Number(),
      i: Type.Integer(),
      b: Type.Boolean(),
      s: Type.String(),
      l: Type.Literal(3),
      t: Type.Literal(true),
    });
    expect(check(schema, { n: '1.5', i: '-3', b: 'true', s: '3', l: '3', t: 'true' })).to.deep.equal({
      value: { n: 1.5, i: -3, b: true, s: '3', l: 3, t: true },
      problems: [],
    });
    for (const wrong of ['', ' 1', '1 ', '1x', '0x10', 'NaN', 'Infinity', '1_000'])
      expect(messages(Type.Object({ n: Type.Number() }), { n: wrong }), wrong).to.have.length(1);
    for (const wrong of ['True', 'yes', '1', ''])
      expect(messages(Type.Object({ b: Type.Boolean() }), { b: wrong }), wrong).to.have.length(1);
  });

  it('does not turn numbers into texts: 1.10 would become 1.1', () => {
    expect(messages(Type.Object({ version: Type.String() }), { version: 1.1 })).to.deep.equal([
      '/version spec.version must be a text, not the number 1.1 – put quotes around it',
    ]);
  });

  it('fills in defaults, nested ones where the object has one', () => {
    const size = Type.Object({ cpu: Type.Integer({ default: 256 }), memory: Type.Integer({ default: 512 }) });
    const schema = Type.Object({
      a: Type.Object(size.properties, { default: {} }),
      b: Type.Optional(size),
      c: Type.Array(Type.Object({ d: Type.Boolean({ default: true }) })),
    });
    expect(check(schema, { c: [{}, { d: false }] }).value).to.deep.equal({
      a: { cpu: 256, memory: 512 },
      c: [{ d: true }, { d: false }],
    });
    expect(check(schema, { b: { cpu: 1 }, c: [] }).value).to.deep.equal({
      a: { cpu: 256, memory: 512 },
      b: { cpu: 1, memory: 512 },
      c: [],
    });
    expect(check(schema, { c: [] }, { defaults: false }).value).to.deep.equal({ c: [] });
  });

  it('never changes what it checks, and keeps what needs no change', () => {
    const schema = Type.Object({ a: Type.Object({ n: Type.Number() }), b: Type.Array(Type.Number()) });
    const given = { a: { n: '1' }, b: [1, 2] };
    const before = structuredClone(given);
    const { value } = check(schema, given);
    expect(given).to.deep.equal(before);
    expect((value as typeof given).b).to.equal(given.b);
  });

  it('says which field is unknown, missing or of the wrong type, each once', () => {
    const schema = Type.Object(
      {
        image: Type.String({ description: 'Where it comes from' }),
        ports: Type.Array(Type.Object({ port: Type.Integer() }, strict)),
      },
      strict,
    );
    expect(messages(schema, { imgae: 'x', ports: [{ prot: 80 }, 'x'] })).to.have.members([
      '/imgae "imgae" is not a field of spec – did you mean "image"?',
      ' spec.image is missing – add "image:" – where it comes from',
      '/ports/0/prot "prot" is not a field of spec.ports[0] – did you mean "port"?',
      '/ports/0 spec.ports[0].port is missing',
      '/ports/1 spec.ports[1] must be a map, not the text "x"',
    ]);
    expect(messages(schema, { ports: [] }, { required: false })).to.deep.equal([]);
    expect(messages(schema, 'x', { name: 'overrides' })).to.deep.equal([' overrides must be a map, not the text "x"']);
  });

  it('checks ranges, lengths, patterns and repetitions', () => {
    const schema = Type.Object({
      n: Type.Optional(Type.Number({ minimum: 1, maximum: 5 })),
      x: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
      m: Type.Optional(Type.Number({ multipleOf: 4 })),
      s: Type.Optional(Type.String({ minLength: 1, maxLength: 3 })),
      p: Type.Optional(Type.String({ pattern: '^a+$', description: 'Only the letter a', examples: ['aa'] })),
      l: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: 2, uniqueItems: true })),
      o: Type.Optional(Type.Object({}, { minProperties: 1 })),
    });
    expect(messages(schema, { n: 9 })).to.deep.equal(['/n spec.n is 9; allowed is 1 to 5']);
    expect(messages(schema, { x: 0 })).to.deep.equal(['/x spec.x is 0; allowed is more than 0']);
    expect(messages(schema, { m: 6 })).to.deep.equal(['/m spec.m is 6; it must be a multiple of 4']);
    expect(messages(schema, { s: '' })).to.deep.equal(['/s spec.s is empty']);
    expect(messages(schema, { s: 'four' })).to.deep.equal(['/s spec.s has 4 characters; at most 3 are allowed']);
    expect(messages(schema, { p: 'b' })).to.deep.equal([
      '/p spec.p does not take the text "b": only the letter a – for example aa',
    ]);
    expect(messages(schema, { l: [] })).to.deep.equal(['/l spec.l is an empty list']);
    expect(messages(schema, { l: ['a', 'a'] })).to.deep.equal(['/l/1 spec.l holds "a" twice – remove one of the two']);
    expect(messages(schema, { l: ['a', 'b', 'c'] })).to.deep.equal(['/l spec.l has 3 items; at most 2 are allowed']);
    expect(messages(schema, { o: {} })).to.deep.equal(['/o spec.o needs at least 1 of its fields']);
    expect(messages(schema, { n: Number.NaN })).to.have.length(1);
  });

  it('checks the keys of maps by pattern', () => {
    const schema = Type.Record(Type.String({ pattern: '^[A-Z]+$' }), Type.Integer(), { additionalProperties: false });
    expect(messages(schema, { A: 1, b: 2, C: 'x' })).to.deep.equal([
      '/b "b" is not a field of spec',
      '/C spec.C must be a whole number, not the text "x"',
    ]);
  });

  it('names the values of an enumeration, however it is written', () => {
    for (const platform of [
      Type.Union([Type.Literal('fargate'), Type.Literal('ec2')]),
      Type.Unsafe({ enum: ['fargate', 'ec2'] }),
    ]) {
      expect(messages(Type.Object({ platform }), { platform: 'farget' })).to.deep.equal([
        '/platform spec.platform is "farget"; allowed: fargate, ec2 – did you mean "fargate"?',
      ]);
    }
    expect(messages(Type.Object({ days: Type.Unsafe({ enum: [1, 3] }) }), { days: 2 })).to.deep.equal([
      '/days spec.days is 2; allowed: 1, 3',
    ]);
    expect(check(Type.Object({ days: Type.Unsafe({ enum: [1, 3] }) }), { days: '3' })).to.deep.equal({
      value: { days: 3 },
      problems: [],
    });
  });

  it('reports a union by its nearest branch', () => {
    const efs = Type.Object({ type: Type.Literal('efs'), component: Type.String() }, strict);
    const disk = Type.Object({ type: Type.Literal('disk'), size: Type.Integer() }, strict);
    const schema = Type.Object({ v: Type.Union([Type.String(), efs, disk]) });
    expect(messages(schema, { v: 'x' })).to.deep.equal([]);
    expect(messages(schema, { v: { type: 'disk', size: 'big' } })).to.deep.equal([
      '/v/size spec.v.size must be a whole number, not the text "big"',
    ]);
    expect(messages(schema, { v: { type: 'efs', componnt: 'x' } })).to.have.members([
      '/v/componnt "componnt" is not a field of spec.v – did you mean "component"?',
      '/v spec.v.component is missing',
    ]);
    expect(messages(schema, { v: [] })).to.deep.equal(['/v spec.v must be a text or a map, not a list']);
    expect(check(Type.Object({ v: Type.Union([Type.Integer(), Type.String()]) }), { v: '5' }).value).to.deep.equal({
      v: '5',
    });
    expect(check(Type.Object({ v: Type.Union([Type.Integer(), Type.Boolean()]) }), { v: '5' }).value).to.deep.equal({
      v: 5,
    });
  });

  it('passes over what an unresolved variable stands in', () => {
    const schema = Type.Object(
      { n: Type.Integer(), e: Type.Literal('a'), o: Type.Object({}), s: Type.String({ pattern: '^x$' }) },
      strict,
    );
    const mark = unresolved('A');
    expect(messages(schema, { n: mark, e: `x${mark}`, o: mark, s: mark })).to.deep.equal([]);
  });

  it('shows no value of a field that is a secret by its name', () => {
    const schema = Type.Object({
      password: Type.String({ pattern: '^.{20}$' }),
      auth: Type.Object({ apiKey: Type.Integer(), token: Type.Literal('x') }),
      list: Type.Array(Type.Object({ secret: Type.Integer() })),
    });
    const text = messages(schema, {
      password: 'hunter2',
      auth: { apiKey: 'hunter2', token: 'hunter2' },
      list: [{ secret: 'hunter2' }],
    }).join('\n');
    expect(text.split('\n')).to.have.length(4);
    expect(text).not.to.include('hunter2');
  });
});
