import type { ResourceEvent, ResourceOp } from '../../core/engine/deployment-engine.js';
import type { OperationType } from '../../core/engine/deployment-v3.js';
import { JOURNAL_KIND, type JournalEntry } from '../../core/engine/journal-entry.js';
import { parseUrn } from '../../core/engine/urn.js';
import type { JsonObject } from '../../sdk/json.js';

const OPS: Readonly<Record<OperationType, ResourceOp>> = {
  creating: 'create',
  updating: 'update',
  deleting: 'delete',
  reading: 'read',
  importing: 'import',
};

/** The provider calls that the entries begin. The journal knows a replacement's halves as create and delete. */
export function announcedSteps(entries: readonly JournalEntry[]): readonly ResourceEvent[] {
  return entries.flatMap((entry) => announced(entry) ?? []);
}

function announced({ kind, operation }: JournalEntry): ResourceEvent | undefined {
  if (kind !== JOURNAL_KIND.begin || operation === undefined) return undefined;
  const { urn, type, parent, id, inputs } = operation.resource;
  return {
    phase: 'started',
    op: OPS[operation.type],
    urn,
    type,
    name: parseUrn(urn).name,
    ...(parent !== undefined && { parent }),
    ...(id !== undefined && { id }),
    ...(inputs !== undefined && { inputs: inputs as JsonObject }),
  };
}
