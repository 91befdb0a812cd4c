import type { ResourceOp } from '../../core/engine/deployment-engine.js';
import { JOURNAL_KIND } from '../../core/engine/journal-entry.js';
import type { DeploymentRun } from './deployment-run.js';
import type { EntryDraft } from './journal-writer.js';
import type { KnownResource } from './known-resource.js';
import { mutate } from './mutation.js';
import { announce, isDefaultProvider, stepEvent } from './step-events.js';

export interface Deletion {
  readonly resource: KnownResource;
  readonly op: ResourceOp;
  /** Its record stays, marked as to be made again. */
  readonly replacing: boolean;
  /** Gone with another resource that is deleted in this run: no call of its own. */
  readonly goesWithAnother: boolean;
}

/** Deletes one resource, in the cloud where it lives there, and takes out its record. */
export async function deleteResource(run: DeploymentRun, deletion: Deletion): Promise<void> {
  const { resource, op } = deletion;
  const { state } = resource;
  const event = stepEvent(op, state);
  if (run.preview) return announce(run, event);
  if (state.pendingReplacement && !deletion.replacing) return forget(run, resource);
  await mutate(run, {
    event,
    operation: { resource: state, type: 'deleting' },
    perform: () => callDelete(run, deletion),
    success: (_none, operationID) => [{ kind: JOURNAL_KIND.success, operationID, ...recordAfter(deletion) }],
  });
  if (deletion.replacing) resource.state = { ...state, pendingReplacement: true };
}

async function callDelete(run: DeploymentRun, { resource, goesWithAnother }: Deletion): Promise<void> {
  const { state } = resource;
  if (!state.custom || state.external || state.retainOnDelete || goesWithAnother) return;
  const { inputs, outputs, urn } = resource;
  const timeout = state.customTimeouts?.delete;
  await run.provider.delete({ urn, type: state.type, id: state.id ?? '', inputs, outputs, timeout });
}

function recordAfter({ resource, replacing }: Deletion): Partial<EntryDraft> {
  return replacing ? resource.pendingReplacement : resource.removal;
}

/** Deleted by an earlier run and never made again: only the record is left. */
async function forget(run: DeploymentRun, resource: KnownResource): Promise<void> {
  const operationID = run.journal?.nextOperation() ?? 0;
  await run.journal?.write([{ kind: JOURNAL_KIND.success, operationID, ...resource.removal }]);
  const event = stepEvent('delete', resource.state);
  if (!isDefaultProvider(event)) announce(run, event);
}
