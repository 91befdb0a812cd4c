import type { ResourceV3 } from '../../core/engine/deployment-v3.js';
import { JOURNAL_KIND } from '../../core/engine/journal-entry.js';
import { referencesOf } from '../../core/engine/resource-references.js';
import type { DeploymentRun } from './deployment-run.js';
import type { EntryDraft, JournalWriter } from './journal-writer.js';
import type { KnownResource } from './known-resource.js';

/**
 * Unchanged resources are not journalled: they stay in the base, and a replay puts the base after what was made. So before
 * a record that refers to one is written, that one's record is moved forward, its own references first.
 */
export function anchorDrafts(run: DeploymentRun, resource: ResourceV3): EntryDraft[] {
  const drafts: EntryDraft[] = [];
  const pending = unanchored(run, resource);
  while (pending.length > 0) {
    const next = pending[pending.length - 1] as KnownResource;
    const before = next.origin.kind === 'made' ? [] : unanchored(run, next.state);
    if (before.length > 0) {
      pending.push(...before);
      continue;
    }
    pending.pop();
    if (next.origin.kind === 'base') drafts.push(moveForward(run, next));
  }
  return drafts;
}

function unanchored(run: DeploymentRun, resource: ResourceV3): KnownResource[] {
  return referencesOf(resource).flatMap(({ urn }) => {
    const known = recordOf(run, urn);
    return known?.origin.kind === 'base' ? [known] : [];
  });
}

/** The record that a URN means now: of this run, or of the base, also under its new name. */
export function recordOf(run: DeploymentRun, urn: string): KnownResource | undefined {
  const current = run.current.get(urn);
  if (current) return current;
  const live = run.base.live(urn);
  const renamed = live && run.claimed.get(live);
  return (renamed !== undefined && run.current.get(renamed)) || live;
}

function moveForward(run: DeploymentRun, resource: KnownResource): EntryDraft {
  const operationID = (run.journal as JournalWriter).nextOperation();
  const draft = { kind: JOURNAL_KIND.success, operationID, state: resource.state, ...resource.removal };
  resource.origin = { kind: 'made', operation: operationID };
  return draft;
}
