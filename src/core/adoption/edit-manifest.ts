import { isDeepStrictEqual } from 'node:util';
import { type Document, isMap, isScalar, type Pair, parseAllDocuments, stringify, type YAMLMap } from 'yaml';

export interface ManifestEdit {
  readonly kind: string;
  /** `metadata.name` of the component. */
  readonly name: string;
  /** Fields of the spec to set; each stands in a block of its own. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * The text of a manifest with these fields of the spec set, and everything else, comments and layout included, as it was.
 * Undefined where that cannot be done by inserting text: no such document, or a spec without any field.
 */
export function editManifest(text: string, { kind, name, fields }: ManifestEdit): string | undefined {
  let edited = text;
  for (const [field, value] of Object.entries(fields)) {
    const next = withField(edited, { kind, name }, { field, value });
    if (next === undefined) return undefined;
    edited = next;
  }
  return isSameBut(text, edited, { kind, name, fields }) ? edited : undefined;
}

type Component = Pick<ManifestEdit, 'kind' | 'name'>;

function withField(text: string, component: Component, { field, value }: { field: string; value: unknown }) {
  const spec = specIn(text, component);
  const [first] = spec?.items ?? [];
  const start = first === undefined ? undefined : startOf(first);
  if (spec === undefined || start === undefined) return undefined;
  const old = spec.items.find((pair) => keyOf(pair) === field);
  if (spec.flow === true) return withFlowField(text, `${field}: ${JSON.stringify(value)}`, { start, old });
  const indent = start - (text.lastIndexOf('\n', start - 1) + 1);
  const margin = ' '.repeat(indent);
  const lines = stringify({ [field]: value }, { lineWidth: 0 })
    .trimEnd()
    .split('\n')
    .map((line) => `${margin}${line}\n`)
    .join('');
  if (old === undefined) return insert(text, start - indent, lines);
  const from = startOf(old);
  const end = endOf(old);
  if (from === undefined || end === undefined) return undefined;
  return text.slice(0, from - indent) + lines + text.slice(lineAfter(text, end));
}

/** `spec: { dependsOn: [first] }`: in front of the first field, or in the place of the old one. JSON is YAML. */
function withFlowField(text: string, field: string, { start, old }: { start: number; old: Pair | undefined }) {
  if (old === undefined) return insert(text, start, `${field}, `);
  const [from, end] = [startOf(old), endOf(old)];
  return from === undefined || end === undefined ? undefined : text.slice(0, from) + field + text.slice(end);
}

function specIn(text: string, component: Component): YAMLMap | undefined {
  const found = parseAllDocuments(text) as readonly Document[];
  const document = found.find((one) => is(one, component));
  const spec = document?.get('spec');
  return isMap(spec) ? spec : undefined;
}

function is(document: Document, { kind, name }: Component): boolean {
  return document.get('kind') === kind && document.getIn(['metadata', 'name']) === name;
}

function keyOf({ key }: Pair): unknown {
  return isScalar(key) ? key.value : undefined;
}

function startOf({ key }: Pair): number | undefined {
  return isScalar(key) ? key.range?.[0] : undefined;
}

function endOf({ value }: Pair): number | undefined {
  return (value as { range?: readonly number[] } | null)?.range?.[1];
}

function lineAfter(text: string, end: number): number {
  // The end of a block is at the start of the line after it already.
  if (text[end - 1] === '\n') return end;
  const at = text.indexOf('\n', end);
  return at === -1 ? text.length : at + 1;
}

function insert(text: string, at: number, lines: string): string {
  return text.slice(0, at) + lines + text.slice(at);
}

/** The edit is read again: nothing but the fields may be different. */
function isSameBut(before: string, after: string, { fields, ...component }: ManifestEdit): boolean {
  const wanted = (parseAllDocuments(before) as readonly Document[]).map((one) => {
    const plain = one.toJS() as { spec?: object };
    return is(one, component) ? { ...plain, spec: { ...plain.spec, ...fields } } : plain;
  });
  const read = parseAllDocuments(after) as readonly Document[];
  return isDeepStrictEqual(
    read.map((one) => one.toJS() as unknown),
    wanted,
  );
}
