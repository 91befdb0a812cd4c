import type { ResourceOp } from '../../core/engine/deployment-engine.js';
import { JOURNAL_KIND } from '../../core/engine/journal-entry.js';
import type { DeploymentRun } from './deployment-run.js';
import type { EntryDraft } from './journal-writer.js';
import type { KnownResource } from './known-resource.js';
import { mutate } from './mutation.js';
import { announce, type StepEvent, stepEvent } from './step-events.js';

export interface Deletion {
  readonly resource: KnownResource;
  readonly op: ResourceOp;
  /** Its record stays, marked as to be made again. */
  readonly replacing: boolean;
  /** Resources that are gone with it: only their records are taken out, together with its own. */
  readonly along: readonly KnownResource[];
}

/** Deletes one resource, in the cloud where it lives there, and takes out its record. */
export async function deleteResource(run: DeploymentRun, deletion: Deletion): Promise<void> {
  const { resource, op } = deletion;
  const { state } = resource;
  const event = stepEvent(op, state);
  if (state.pendingReplacement && !deletion.replacing) await forget(run, deletion);
  else if (run.preview) announce(run, event);
  else await callAndRecord(run, deletion, event);
  for (const guest of deletion.along) announce(run, stepEvent('delete', guest.state));
}

async function callAndRecord(run: DeploymentRun, deletion: Deletion, event: StepEvent): Promise<void> {
  const { resource } = deletion;
  const { state } = resource;
  await mutate(run, {
    event,
    operation: { resource: state, type: 'deleting' },
    perform: () => callDelete(run, deletion),
    success: (_none, operationID) => [
      ...forgetting(run, deletion.along),
      { kind: JOURNAL_KIND.success, operationID, ...recordAfter(deletion) },
    ],
  });
  if (deletion.replacing) resource.state = { ...state, pendingReplacement: true };
}

async function callDelete(run: DeploymentRun, { resource }: Deletion): Promise<void> {
  const { state } = resource;
  if (!state.custom || state.external || state.retainOnDelete) return;
  const { inputs, outputs, urn } = resource;
  const timeout = state.customTimeouts?.delete;
  await run.provider.delete({ urn, type: state.type, id: state.id ?? '', inputs, outputs, timeout });
}

function recordAfter({ resource, replacing }: Deletion): Partial<EntryDraft> {
  return replacing ? resource.pendingReplacement : resource.removal;
}

/** Deleted before, which was told then, and never made again: only the record is left. */
async function forget(run: DeploymentRun, { resource, along }: Deletion): Promise<void> {
  if (!run.preview) await run.record(forgetting(run, [...along, resource]));
}

function forgetting(run: DeploymentRun, resources: readonly KnownResource[]): EntryDraft[] {
  return resources.map((resource) => ({
    kind: JOURNAL_KIND.success,
    operationID: run.nextOperation(),
    ...resource.removal,
  }));
}
