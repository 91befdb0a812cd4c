import { NAME } from '../discovery/documents/names.js';
import type { JsonSchema } from '../discovery/schema/json-schema.js';
import { type Relaxation, relax } from './relax.js';

/** One kind of document that a manifest file may hold. */
export interface DocumentSchema {
  readonly apiVersion: string;
  readonly kind: string;
  /** One sentence, shown when the kind is completed. */
  readonly summary: string;
  readonly spec: JsonSchema;
  /** Whether `metadata.service` has to be there. */
  readonly ofService: boolean;
}

export interface EditorSchemaRequest {
  readonly documents: readonly DocumentSchema[];
  /** Schema of the files below `environments/`: no field is required. */
  readonly overlays?: boolean;
}

/** A draft-07 JSON Schema, the newest that editors' YAML support understands everywhere. */
export type EditorSchema = Readonly<Record<string, unknown>>;

/** One schema for every manifest file: what `spec` may hold follows from `kind`. */
export function editorSchema({ documents, overlays = false }: EditorSchemaRequest): EditorSchema {
  const sorted = [...documents].sort((a, b) => (a.kind < b.kind ? -1 : 1));
  const how = { partial: overlays };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: overlays ? 'Panka overlays' : 'Panka manifests',
    type: 'object',
    additionalProperties: false,
    required: ['apiVersion', 'kind', 'metadata'],
    properties: {
      apiVersion: { enum: [...new Set(sorted.map((d) => d.apiVersion))], description: 'Group and version of the kind' },
      kind: { description: 'What this document describes', anyOf: sorted.map(kindChoice) },
      metadata: { $ref: '#/definitions/metadata' },
      spec: { type: 'object' },
    },
    allOf: sorted.map((document) => branch(document, how)),
    definitions: { metadata: METADATA, ...Object.fromEntries(sorted.map((d) => [d.kind, relax(d.spec, how)])) },
  };
}

function kindChoice({ kind, summary }: DocumentSchema) {
  return { const: kind, description: summary };
}

function branch(document: DocumentSchema, how: Relaxation) {
  const needsSpec = (relax(document.spec, how).required ?? []).length > 0;
  return {
    if: { properties: { kind: { const: document.kind } }, required: ['kind'] },
    then: {
      properties: {
        apiVersion: { const: document.apiVersion },
        ...(document.ofService ? { metadata: { required: ['service'] } } : {}),
        spec: { $ref: `#/definitions/${document.kind}` },
      },
      ...(needsSpec ? { required: ['spec'] } : {}),
    },
  };
}

const name = (description: string) => ({ type: 'string', pattern: NAME.source, maxLength: 40, description });
const texts = (description: string) => ({ type: 'object', additionalProperties: { type: 'string' }, description });

/** Source of the fields: src/core/discovery/documents/read-metadata.ts. */
const METADATA = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  description: 'Which document this is',
  properties: {
    name: name('Name, unique among the documents of its kind and service'),
    service: name('Service that the component belongs to'),
    stack: name('Stack that it belongs to; needed only where a folder holds several'),
    environment: name('Only in this environment'),
    labels: texts('Labels, for filters and tags'),
    annotations: texts('Notes that Panka does not read'),
    description: { type: 'string', description: 'What it is for, in words' },
    tenant: { type: 'string', description: 'Read from older manifests and ignored' },
    renamedFrom: { type: 'string', description: 'Its former name, so that nothing is replaced' },
  },
};
