import type { DiffResult } from '../../core/engine/resource-provider.js';
import { changesOf, createResource, type StepInput } from './apply-steps.js';
import type { DeploymentRun } from './deployment-run.js';
import { deleteEarly } from './early-deletion.js';
import { importedReplaced, resourceProtected } from './errors.js';
import { startChanging } from './frozen.js';
import type { KnownResource } from './known-resource.js';
import { announce, type EventExtras, stepEvent } from './step-events.js';

export interface Replacement {
  readonly step: StepInput;
  readonly old: KnownResource;
  readonly diff: DiffResult;
  readonly deleteFirst: boolean;
}

/** Makes the new one and leaves the old one to the end of the run, or the other way round. */
export async function replaceResource(run: DeploymentRun, replacement: Replacement): Promise<KnownResource> {
  const { step, old, diff } = replacement;
  const { urn, goal } = step.registration;
  if (old.state.protect && goal.protect)
    throw resourceProtected(urn, `would be replaced (${diff.replaces.join(', ')})`);
  if (goal.importId !== undefined && !run.preview) throw importedReplaced(urn, diff.replaces);
  run.replaced.add(urn);
  const extras: EventExtras = { diffs: changesOf(run, step, replacement), replaceReasons: diff.replaces };
  return replacement.deleteFirst
    ? deleteThenCreate(run, replacement, extras)
    : createThenDelete(run, replacement, extras);
}

/** Makes a resource again that was deleted because of the replacement of one that it depends on. */
export async function recreateResource(
  run: DeploymentRun,
  step: StepInput,
  old: KnownResource,
): Promise<KnownResource> {
  await run.deletedEarly.get(old);
  const extras: EventExtras = { replaceReasons: ['dependency'] };
  announce(run, replacing(step, old, extras));
  run.replaced.add(step.registration.urn);
  return createResource(run, step, { extras, consequences: () => old.removal });
}

/** By the name that it has from now on, which may be another one. */
function replacing({ registration: { urn } }: StepInput, old: KnownResource, extras: EventExtras) {
  return stepEvent('replace', { ...old.state, urn }, extras);
}

async function createThenDelete(
  run: DeploymentRun,
  { step, old }: Replacement,
  extras: EventExtras,
): Promise<KnownResource> {
  startChanging(run, old);
  const made = await createResource(run, step, { extras, consequences: () => old.deletion });
  announce(run, replacing(step, old, extras));
  run.outdated.add(old);
  return made;
}

async function deleteThenCreate(
  run: DeploymentRun,
  { step, old }: Replacement,
  extras: EventExtras,
): Promise<KnownResource> {
  if (!old.state.pendingReplacement) await deleteEarly(run, old);
  announce(run, replacing(step, old, extras));
  return createResource(run, step, { extras, consequences: () => old.removal });
}
