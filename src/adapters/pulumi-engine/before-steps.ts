import type { MutatingRequest, ResourceEvent, ResourceOp } from '../../core/engine/deployment-engine.js';
import type { OperationType } from '../../core/engine/deployment-v3.js';
import { JOURNAL_KIND, type JournalEntry } from '../../core/engine/journal-entry.js';
import { parseUrn } from '../../core/engine/urn.js';

const OPS: Readonly<Record<OperationType, ResourceOp>> = {
  creating: 'create',
  updating: 'update',
  deleting: 'delete',
  reading: 'read',
  importing: 'import',
};

/** Asks before each provider call that the entries announce. The journal knows a replacement's halves as create and delete. */
export function beforeSteps({ beforeStep }: MutatingRequest) {
  return async (entries: readonly JournalEntry[]): Promise<void> => {
    if (beforeStep === undefined) return;
    for (const entry of entries) {
      const event = announced(entry);
      if (event !== undefined) await beforeStep(event);
    }
  };
}

function announced({ kind, operation }: JournalEntry): ResourceEvent | undefined {
  if (kind !== JOURNAL_KIND.begin || operation === undefined) return undefined;
  const { urn, type, parent, id } = operation.resource;
  return {
    phase: 'started',
    op: OPS[operation.type],
    urn,
    type,
    name: parseUrn(urn).name,
    ...(parent !== undefined && { parent }),
    ...(id !== undefined && { id }),
  };
}
