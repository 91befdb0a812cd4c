import { JOURNAL_KIND, type JournalEntry } from '../../core/engine/journal-entry.js';
import { journalEntryUnknown } from './errors.js';

const KINDS: ReadonlySet<unknown> = new Set(Object.values(JOURNAL_KIND));

const ENTRY_FIELDS = new Set([
  ...['version', 'kind', 'sequenceID', 'operationID', 'removeOld', 'removeNew', 'deleteOld', 'deleteNew'],
  ...['pendingReplacementOld', 'pendingReplacementNew', 'state', 'operation', 'isRefresh', 'secretsProvider'],
  'newSnapshot',
]);

/** Missing on purpose: `viewOf`, `extensionRef` and `snippetID`, which refer to what our replay does not keep. */
const RESOURCE_FIELDS = new Set([
  ...['urn', 'custom', 'delete', 'id', 'type', 'inputs', 'outputs', 'parent', 'protect', 'taint', 'external'],
  ...['dependencies', 'initErrors', 'provider', 'propertyDependencies', 'pendingReplacement', 'aliases'],
  ...['additionalSecretOutputs', 'customTimeouts', 'importID', 'retainOnDelete', 'deletedWith', 'replaceWith'],
  ...['created', 'modified', 'sourcePosition', 'stackTrace', 'ignoreChanges', 'hideDiff', 'replaceOnChanges'],
  ...['replacementTrigger', 'refreshBeforeUpdate', 'resourceHooks'],
]);

const OPERATION_FIELDS = new Set(['resource', 'type']);
const DEPLOYMENT_FIELDS = new Set(['manifest', 'secrets_providers', 'resources', 'pending_operations', 'metadata']);

/** Operations of this update or places in the base. */
const REFERENCES = [
  ...(['removeOld', 'removeNew', 'deleteOld', 'deleteNew'] as const),
  ...(['pendingReplacementOld', 'pendingReplacementNew'] as const),
];

type Json = Readonly<Record<string, unknown>>;

/**
 * The entries of a request, if every one of them can be replayed. New kinds and fields came within "version 1" of the format
 * (kinds 8 and 9, `requiresByteString`): passing over one would make a wrong state, so all are refused. Throws `JournalEntryUnknown`.
 */
export function knownEntries(body: unknown): readonly JournalEntry[] {
  const entries = isObject(body) ? (body['entries'] ?? []) : undefined;
  if (!Array.isArray(entries)) throw journalEntryUnknown('the batch is no list');
  for (const entry of entries) checkEntry(entry);
  return entries as readonly JournalEntry[];
}

function checkEntry(entry: unknown): void {
  if (!isObject(entry)) throw journalEntryUnknown('an entry is no object');
  const { kind, version, sequenceID, operationID } = entry;
  if (version !== 1) throw journalEntryUnknown(`version ${JSON.stringify(version)}`);
  if (!KINDS.has(kind)) throw journalEntryUnknown(`kind ${JSON.stringify(kind)}`);
  checkFields(entry, ENTRY_FIELDS, 'field');
  if (!isCount(sequenceID) || sequenceID === 0) throw journalEntryUnknown('a sequenceID that is no number from 1 on');
  if (!isCount(operationID)) throw journalEntryUnknown('an operationID that is no number');
  for (const name of REFERENCES) {
    const value = entry[name] ?? null;
    if (value !== null && !isCount(value)) throw journalEntryUnknown(`a ${name} that is no number`);
  }
  if (entry['state'] !== undefined) checkResource(entry['state']);
  if (entry['operation'] !== undefined) checkOperation(entry['operation']);
  if (entry['newSnapshot'] !== undefined) checkDeployment(entry['newSnapshot']);
}

function checkOperation(operation: unknown): void {
  if (!isObject(operation)) throw journalEntryUnknown('an operation that is no object');
  checkFields(operation, OPERATION_FIELDS, 'field of an operation');
  checkResource(operation['resource']);
}

function checkResource(resource: unknown): void {
  if (!isObject(resource) || typeof resource['urn'] !== 'string') throw journalEntryUnknown('a resource without URN');
  checkFields(resource, RESOURCE_FIELDS, 'field of a resource');
}

function checkDeployment(deployment: unknown): void {
  if (!isObject(deployment)) throw journalEntryUnknown('a snapshot that is no object');
  checkFields(deployment, DEPLOYMENT_FIELDS, 'field of a snapshot');
  for (const resource of listOf(deployment['resources'])) checkResource(resource);
  for (const operation of listOf(deployment['pending_operations'])) checkOperation(operation);
}

/** Names only: values may be secret. */
function checkFields(object: Json, known: ReadonlySet<string>, what: string): void {
  for (const name of Object.keys(object)) if (!known.has(name)) throw journalEntryUnknown(`${what} "${name}"`);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
