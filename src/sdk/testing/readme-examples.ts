import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import { checkSchema } from '../../core/discovery/schema/check-schema.js';
import { specSchema } from '../../core/discovery/schema/common-spec.js';
import type { JsonObject } from '../json.js';
import { type ContractPart, type KindSubject, readmeOf } from './subject.js';

/** A document of the kind, as its README shows it. */
export interface Example {
  /** Line of the README at which its block begins. */
  readonly line: number;
  readonly document: JsonObject;
}

/** What the README shows works, and it names every field. */
export const readmeExamples: ContractPart = (subject, it) => {
  it('has a README with an example of the kind', () => {
    assert.notEqual(readmeExamplesOf(subject).length, 0, `no yaml block with kind: ${subject.kind.kind}`);
  });

  it('accepts every example of its README', () => {
    const problems = readmeExamplesOf(subject).flatMap((example) => exampleProblems(subject, example));
    assert.deepEqual(problems, []);
  });

  it('names every field of the spec in its README', () => {
    const readme = readmeOf(subject);
    const missing = Object.keys(subject.kind.schema.properties).filter((field) => !readme.includes(field));
    assert.deepEqual(missing, [], 'the README says nothing of these fields');
  });
};

/** Every document of the kind in the yaml blocks of its README. */
export function readmeExamplesOf(subject: KindSubject): readonly Example[] {
  return yamlBlocks(readmeOf(subject)).flatMap(({ line, text }) =>
    parseAllDocuments(text)
      .map((document) => document.toJS() as JsonObject | null)
      .filter((document): document is JsonObject => document?.['kind'] === subject.kind.kind)
      .map((document) => ({ line, document })),
  );
}

/** What is wrong with an example, as `panka validate` would see it. Texts with variables pass. */
export function exampleProblems({ kind }: KindSubject, { line, document }: Example): readonly string[] {
  const place = `README.md:${line}`;
  const { apiVersion, metadata } = document;
  const head = apiVersion === 'components.panka.io/v1' ? [] : [`${place}: apiVersion is ${String(apiVersion)}`];
  const named =
    typeof (metadata as JsonObject | undefined)?.['name'] === 'string' ? [] : [`${place}: metadata.name is missing`];
  return [
    ...head,
    ...named,
    ...specProblems(kind, (document['spec'] ?? {}) as JsonObject).map((p) => `${place}: ${p}`),
  ];
}

function specProblems(kind: KindSubject['kind'], spec: JsonObject): string[] {
  const canonical = kind.normalise?.(spec) ?? spec;
  const { problems } = checkSchema(specSchema(kind.schema), canonical);
  const real = problems.filter((p) => !holdsVariable(canonical, p.pointer));
  return real.map((p) => `${p.message}${p.suggestion ? ` (${p.suggestion})` : ''}`);
}

function holdsVariable(spec: JsonObject, pointer: string): boolean {
  const keys = pointer.split('/').slice(1);
  const value = keys.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], spec);
  return typeof value === 'string' && value.includes('${');
}

function yamlBlocks(markdown: string): { line: number; text: string }[] {
  const blocks = [...markdown.matchAll(/^```ya?ml\n([\s\S]*?)^```/gm)];
  return blocks.map((m) => ({ line: markdown.slice(0, m.index).split('\n').length, text: m[1] ?? '' }));
}
