import type { Json, JsonObject } from '../../../sdk/index.js';
import { meant } from '../../diagnostics/did-you-mean.js';
import type { Place, Report } from '../problems.js';
import { isObject, typeName } from '../values.js';
import { API_VERSIONS, CORE_KINDS, groupOfKind, INFRA_KINDS, readApiVersion } from './api-version.js';
import type { Group, ManifestDocument } from './manifest-document.js';
import { readMetadata } from './read-metadata.js';

export interface RawDocument {
  readonly file: string;
  readonly index: number;
  readonly value: Json;
  readonly overlay?: string;
}

export interface DocumentContext {
  readonly report: Report;
  /** Component kinds that some installed plugin provides. */
  readonly componentKinds: readonly string[];
}

const FIELDS = ['apiVersion', 'kind', 'metadata', 'spec'];

/** Checks the envelope of one document; undefined when it cannot be told what the document is. */
export function readDocument(raw: RawDocument, context: DocumentContext): ManifestDocument | undefined {
  const place = (pointer: string, side: Place['side'] = 'value'): Place => ({
    file: raw.file,
    document: raw.index,
    pointer,
    side,
  });
  const { report } = context;
  if (!isObject(raw.value)) {
    report({
      severity: 'error',
      code: 'NotAManifest',
      message: `a manifest is a map with apiVersion, kind, metadata and spec; this document is ${typeName(raw.value)}`,
      place: place(''),
    });
    return undefined;
  }
  const document = raw.value;
  const group = readGroup(document, place, context);
  for (const field of Object.keys(document)) {
    if (FIELDS.includes(field)) continue;
    report({
      severity: 'error',
      code: 'UnknownField',
      message: `"${field}" is not a field of a manifest; it has ${FIELDS.join(', ')}`,
      place: place(`/${field}`, 'key'),
      suggestion: meant(field, FIELDS),
    });
  }
  if (group === undefined) return undefined;
  const metadata = readMetadata({ document, group, kind: document['kind'] as string, file: raw.file, place, report });
  const spec = readSpec(document, place, report);
  if (metadata === undefined || spec === undefined) return undefined;
  return {
    file: raw.file,
    index: raw.index,
    group,
    kind: document['kind'] as string,
    metadata,
    spec,
    overlay: raw.overlay,
  };
}

function readGroup(
  document: JsonObject,
  place: (pointer: string) => Place,
  context: DocumentContext,
): Group | undefined {
  const { report } = context;
  const { apiVersion, kind } = document;
  if (typeof kind !== 'string' || kind === '') {
    const [message, where] =
      kind === undefined
        ? ['"kind" is missing', '']
        : [`"kind" is a text such as MicroService, not ${typeName(kind)}`, '/kind'];
    report({
      severity: 'error',
      code: kind === undefined ? 'MissingField' : 'WrongType',
      message,
      place: place(where),
      suggestion: kind === undefined ? 'add "kind:"; `panka kinds` lists them' : undefined,
    });
    return undefined;
  }
  if (typeof apiVersion !== 'string') {
    const message =
      apiVersion === undefined ? '"apiVersion" is missing' : `"apiVersion" is a text, not ${typeName(apiVersion)}`;
    const suggestion = `add "apiVersion: ${API_VERSIONS[groupOfKind(kind)]}"`;
    report({
      severity: 'error',
      code: apiVersion === undefined ? 'MissingField' : 'WrongType',
      message,
      place: place(apiVersion === undefined ? '' : '/apiVersion'),
      suggestion,
    });
    return undefined;
  }
  return groupOf(apiVersion, kind, place, context);
}

function groupOf(
  apiVersion: string,
  kind: string,
  place: (pointer: string) => Place,
  context: DocumentContext,
): Group | undefined {
  const { report } = context;
  const read = readApiVersion(apiVersion, kind);
  if (read.status === 'unknown') {
    report({
      severity: 'error',
      code: 'UnknownApiVersion',
      message: `apiVersion "${apiVersion}" is not one of ${Object.values(API_VERSIONS).join(', ')}`,
      place: place('/apiVersion'),
      suggestion: read.suggestion,
    });
    return undefined;
  }
  if (read.status === 'older') {
    report({
      severity: 'warning',
      code: 'OldApiVersion',
      message: `apiVersion "${apiVersion}" is an older name`,
      place: place('/apiVersion'),
      suggestion: `write ${read.expected}`,
    });
  }
  if (read.status !== 'wrong-group') return read.group;
  const written = (Object.keys(API_VERSIONS) as Group[]).find((g) => API_VERSIONS[g] === apiVersion)!;
  const kinds = written === 'core' ? CORE_KINDS : INFRA_KINDS;
  const known = read.group !== 'components' || context.componentKinds.includes(kind);
  const suggestion = known
    ? `write "apiVersion: ${read.expected}"`
    : (meant(kind, kinds) ?? `${apiVersion} has ${kinds.join(', ')}`);
  const message = known
    ? `kind "${kind}" belongs to ${read.expected}, not to ${apiVersion}`
    : `kind "${kind}" does not exist in ${apiVersion}`;
  report({
    severity: 'error',
    code: known ? 'WrongApiVersion' : 'UnknownKind',
    message,
    place: place(known ? '/apiVersion' : '/kind'),
    suggestion,
  });
  return known ? read.group : undefined;
}

function readSpec(document: JsonObject, place: (pointer: string) => Place, report: Report): JsonObject | undefined {
  const spec = document['spec'];
  if (spec === undefined || spec === null) return {};
  if (isObject(spec)) return spec;
  report({
    severity: 'error',
    code: 'WrongType',
    message: `"spec" is a map, not ${typeName(spec)}`,
    place: place('/spec'),
  });
  return undefined;
}
