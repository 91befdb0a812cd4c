import { type PropertyMap, UNKNOWN } from '../../core/engine/property-value.js';
import type { DiffResult } from '../../core/engine/resource-provider.js';
import { parseProviderRef } from '../../core/engine/urn.js';
import { changesOf, createResource, type StepInput } from './apply-steps.js';
import { deleteResource } from './delete-resource.js';
import type { DeploymentRun } from './deployment-run.js';
import { frozenByUntargeted, importedReplaced, resourceProtected } from './errors.js';
import type { KnownResource } from './known-resource.js';
import { scheduleDeletions } from './schedule-deletions.js';
import { withReplaceOnChanges } from './step-decision.js';
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
  if (goal.importId !== undefined) throw importedReplaced(urn, diff.replaces);
  if (run.frozen.has(old)) throw frozenByUntargeted(urn);
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
  announce(run, stepEvent('replace', old.state, extras));
  run.replaced.add(step.registration.urn);
  return createResource(run, step, { extras, consequences: () => old.removal });
}

async function createThenDelete(
  run: DeploymentRun,
  { step, old }: Replacement,
  extras: EventExtras,
): Promise<KnownResource> {
  const made = await createResource(run, step, { extras, consequences: () => old.deletion });
  announce(run, stepEvent('replace', old.state, extras));
  run.outdated.add(old);
  return made;
}

async function deleteThenCreate(
  run: DeploymentRun,
  { step, old }: Replacement,
  extras: EventExtras,
): Promise<KnownResource> {
  if (!old.state.pendingReplacement) await deleteEarly(run, old, step.registration.urn);
  announce(run, stepEvent('replace', old.state, extras));
  return createResource(run, step, { extras, consequences: () => old.removal });
}

/** Deletes a resource now, after those that depend on it and would have to be replaced with it. */
async function deleteEarly(run: DeploymentRun, old: KnownResource, urn: string): Promise<void> {
  const dependants = await replacedWith(run, old);
  const condemned = dependants.filter((resource) => !run.claimed.has(resource) && !run.deletedEarly.has(resource));
  for (const { urn: dependant, state } of condemned) {
    if (state.protect) throw resourceProtected(dependant, `would be replaced with "${urn}", which it depends on`);
  }
  const ends = scheduleDeletions(run, [...condemned, old], (resource) => {
    const op = 'delete-replaced';
    return deleteResource(run, { resource, op, replacing: true, goesWithAnother: false });
  });
  for (const [resource, end] of ends) if (resource !== old) run.deletedEarly.set(resource, end);
  await Promise.all(ends.values());
}

/** Dependants that a change of this resource would replace, in order of dependency. */
async function replacedWith(run: DeploymentRun, root: KnownResource): Promise<KnownResource[]> {
  const condemned = new Set<string>([root.urn]);
  const found: KnownResource[] = [];
  for (const dependant of run.base.allDependentsOf(root)) {
    if (run.claimed.has(dependant) || dependant.state.delete) continue;
    if (!(await wouldBeReplaced(run, dependant, condemned))) continue;
    condemned.add(dependant.urn);
    found.push(dependant);
  }
  return found;
}

async function wouldBeReplaced(
  run: DeploymentRun,
  resource: KnownResource,
  condemned: ReadonlySet<string>,
): Promise<boolean> {
  const { state, urn, inputs, outputs } = resource;
  if (!state.custom || state.external || state.pendingReplacement) return false;
  if (state.provider && condemned.has(parseProviderRef(state.provider).urn)) return true;
  if (state.deletedWith !== undefined && condemned.has(state.deletedWith)) return true;
  if ((state.replaceWith ?? []).some((other) => condemned.has(other))) return true;
  const changing = changingInputs(resource, condemned);
  if (changing.size === 0) return false;
  const unknown: PropertyMap = Object.fromEntries([...changing].map((key) => [key, UNKNOWN] as const));
  const diff = await run.provider.diff({
    urn,
    type: state.type,
    id: state.id ?? '',
    oldInputs: inputs,
    oldOutputs: outputs,
    newInputs: { ...inputs, ...unknown },
    ignoreChanges: state.ignoreChanges ?? [],
  });
  return withReplaceOnChanges(diff, state.replaceOnChanges ?? []).replaces.length > 0;
}

function changingInputs({ state, inputs }: KnownResource, condemned: ReadonlySet<string>): Set<string> {
  const keys = Object.entries(state.propertyDependencies ?? {})
    .filter(([key, urns]) => key in inputs && urns.some((urn) => condemned.has(urn)))
    .map(([key]) => key);
  return new Set(keys);
}
