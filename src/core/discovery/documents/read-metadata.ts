import type { JsonObject } from '../../../sdk/index.js';
import { meant } from '../../diagnostics/did-you-mean.js';
import { escapeSegment } from '../../diagnostics/json-pointer.js';
import type { Place, Report } from '../problems.js';
import { isObject, typeName } from '../values.js';
import type { Group, Metadata } from './manifest-document.js';
import { allowedName, MAX_ENVIRONMENT, MAX_NAME, nameProblem } from './names.js';

interface MetadataRequest {
  readonly document: JsonObject;
  readonly group: Group;
  readonly kind: string;
  readonly file: string;
  readonly place: (pointer: string, side?: Place['side']) => Place;
  readonly report: Report;
}

/** `tenant` and `annotations` are read from older manifests and kept out of everything. */
const FIELDS = [
  'name',
  'stack',
  'service',
  'environment',
  'labels',
  'annotations',
  'description',
  'tenant',
  'renamedFrom',
];
/** Infrastructure documents that belong to a service. */
const OF_A_SERVICE = ['ServiceInfraDefaults', 'ComponentInfra'];

/** Checks `metadata`; undefined when the document has no identity. */
export function readMetadata(request: MetadataRequest): Metadata | undefined {
  const { document, place, report } = request;
  const metadata = document['metadata'];
  if (!isObject(metadata)) {
    const missing = metadata === undefined || metadata === null;
    report({
      severity: 'error',
      code: missing ? 'MissingField' : 'WrongType',
      message: missing ? '"metadata" is missing' : `"metadata" is a map, not ${typeName(metadata)}`,
      place: place(missing ? '' : '/metadata'),
      suggestion: 'add "metadata:" with a name',
    });
    return undefined;
  }
  for (const field of Object.keys(metadata)) {
    const here = field !== 'environment' || request.group === 'infra' || metadata[field] === null;
    if (FIELDS.includes(field) && here) continue;
    report({
      severity: 'error',
      code: 'UnknownField',
      message: `"${field}" is not a field of metadata`,
      place: place(`/metadata/${escapeSegment(field)}`, 'key'),
      suggestion: here ? meant(field, FIELDS) : 'put what differs by environment under environments/<environment>/',
    });
  }
  return identity(metadata, request);
}

function identity(metadata: JsonObject, request: MetadataRequest): Metadata | undefined {
  const { group, kind } = request;
  const needsService = group === 'components' || OF_A_SERVICE.includes(kind);
  const name = readName('name', metadata, request, true);
  const stack = readName('stack', metadata, request, false);
  const service = readName('service', metadata, request, needsService);
  const environment = readName('environment', metadata, request, false);
  const wrong = [name, stack, service, environment].includes(false);
  if (wrong || typeof name !== 'string') return undefined;
  return {
    name,
    ...(stack ? { stack } : {}),
    ...(service ? { service } : {}),
    ...(environment ? { environment } : {}),
    labels: readLabels(metadata, request),
    ...readRenamedFrom(metadata, request),
  };
}

/** The name; undefined when it is absent and may be; false when it was reported. */
function readName(
  field: string,
  metadata: JsonObject,
  request: MetadataRequest,
  required: boolean,
): string | undefined | false {
  const { place, report } = request;
  const value = metadata[field];
  if (value === undefined || value === null) {
    if (!required) return undefined;
    report({
      severity: 'error',
      code: 'MissingName',
      message: `metadata.${field} is missing`,
      place: place('/metadata', 'key'),
      suggestion: nameAdvice(field, request.file),
    });
    return false;
  }
  if (typeof value !== 'string') {
    report({
      severity: 'error',
      code: 'WrongType',
      message: `metadata.${field} is a text, not ${typeName(value)}`,
      place: place(`/metadata/${field}`),
      suggestion: `write ${field}: "${String(value)}"`,
    });
    return false;
  }
  const max =
    field === 'environment' || (field === 'name' && request.kind === 'Environment') ? MAX_ENVIRONMENT : MAX_NAME;
  const problem = nameProblem(value, max);
  if (problem === undefined) return value;
  const allowed = allowedName(value, max);
  report({
    severity: 'error',
    code: 'InvalidName',
    message: `metadata.${field} ${problem}`,
    place: place(`/metadata/${field}`),
    suggestion: allowed && `for example ${allowed}`,
  });
  return false;
}

/** Folder names are never identity, but they make a good proposal. */
function nameAdvice(field: string, file: string): string {
  const folder = /(?:^|\/)services\/([^/]+)\//.exec(file)?.[1];
  const base =
    field === 'service'
      ? folder
      : file
          .split('/')
          .at(-1)
          ?.replace(/\.ya?ml$/, '');
  return `add "${field}: ${(base && allowedName(base)) || `my-${field}`}"`;
}

function readLabels(metadata: JsonObject, { place, report }: MetadataRequest): Record<string, string> {
  const labels: Record<string, string> = {};
  const given = metadata['labels'];
  if (given === undefined || given === null) return labels;
  if (!isObject(given)) {
    report({
      severity: 'error',
      code: 'WrongType',
      message: `metadata.labels is a map, not ${typeName(given)}`,
      place: place('/metadata/labels'),
    });
    return labels;
  }
  for (const [key, value] of Object.entries(given)) {
    if (typeof value === 'string') labels[key] = value;
    else if (typeof value === 'number' || typeof value === 'boolean') labels[key] = String(value);
    else
      report({
        severity: 'error',
        code: 'WrongType',
        message: `label "${key}" is a text, not ${typeName(value)}`,
        place: place(`/metadata/labels/${escapeSegment(key)}`),
      });
  }
  return labels;
}

function readRenamedFrom(metadata: JsonObject, { group, place, report }: MetadataRequest): { renamedFrom?: string } {
  const given = metadata['renamedFrom'];
  if (given === undefined || given === null) return {};
  const parts = typeof given === 'string' ? given.split('/') : [];
  const right = parts.length > 0 && parts.length <= 2 && parts.every((part) => nameProblem(part) === undefined);
  if (right && group === 'components') return { renamedFrom: given as string };
  const message = right
    ? 'only components have renamedFrom'
    : `metadata.renamedFrom is the former name, as "name" or "service/name", not ${typeName(given)}`;
  report({ severity: 'error', code: 'InvalidName', message, place: place('/metadata/renamedFrom') });
  return {};
}
