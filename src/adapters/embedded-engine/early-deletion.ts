import { type PropertyMap, UNKNOWN } from '../../core/engine/property-value.js';
import { referencesOf } from '../../core/engine/resource-references.js';
import { parseProviderRef } from '../../core/engine/urn.js';
import { deleteResource } from './delete-resource.js';
import type { DeploymentRun } from './deployment-run.js';
import { neededByFailed, resourceProtected } from './errors.js';
import { startChanging } from './frozen.js';
import type { KnownResource } from './known-resource.js';
import { scheduleDeletions } from './schedule-deletions.js';
import { withReplaceOnChanges } from './step-decision.js';

/**
 * Deletes a resource in the middle of a run, because its replacement cannot stand beside it: first what depends on it and
 * would have to be replaced with it, and old halves that still use it.
 */
export async function deleteEarly(run: DeploymentRun, root: KnownResource): Promise<void> {
  const condemned = await condemnedWith(run, root);
  const kept = condemned.find((resource) => resource.state.protect && !run.isOutdated(resource));
  if (kept) throw resourceProtected(kept.urn, `would be replaced with "${root.urn}", which it depends on`);
  startChanging(run, root);
  const deleteOne = (resource: KnownResource): Promise<void> => deleteNow(run, resource);
  const ends = scheduleDeletions(run, { condemned: [...condemned, root], deleteOne });
  for (const [resource, end] of ends) if (resource !== root) run.deletedEarly.set(resource, end);
  await Promise.all(ends.values());
}

async function deleteNow(run: DeploymentRun, resource: KnownResource): Promise<void> {
  const replacing = !run.isOutdated(resource);
  await deleteResource(run, { resource, op: 'delete-replaced', replacing, along: [] });
  if (!replacing) run.removed.add(resource);
}

/** Whose records are taken along; decided when none of them is being worked on, so that it stays true. */
async function condemnedWith(run: DeploymentRun, root: KnownResource): Promise<KnownResource[]> {
  for (;;) {
    const dependants = run.base.allDependentsOf(root);
    await Promise.allSettled(dependants.map((dependant) => run.inProgress.get(dependant)));
    const condemned = await findCondemned(run, root, dependants);
    if (!dependants.some((dependant) => run.inProgress.has(dependant))) return condemned;
  }
}

async function findCondemned(
  run: DeploymentRun,
  root: KnownResource,
  dependants: readonly KnownResource[],
): Promise<KnownResource[]> {
  const urns = new Set([root.urn]);
  const found: KnownResource[] = [];
  for (const dependant of dependants) {
    if (run.removed.has(dependant) || run.deletedEarly.has(dependant)) continue;
    const uses = referencesOf(dependant.state).some(({ urn }) => urns.has(urn));
    const goes = run.isOutdated(dependant)
      ? uses
      : !isSettled(run, dependant, root, uses) && (await wouldBeReplaced(run, dependant, urns));
    if (!goes) continue;
    urns.add(dependant.urn);
    found.push(dependant);
  }
  return found;
}

/** Done with in this run, and without use of what goes. */
function isSettled(run: DeploymentRun, dependant: KnownResource, root: KnownResource, uses: boolean): boolean {
  const claimedBy = run.claimed.get(dependant);
  if (claimedBy === undefined) return false;
  if (uses && !run.current.has(claimedBy) && !run.inProgress.has(dependant))
    throw neededByFailed(root.urn, dependant.urn);
  return true;
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
  const unknown = changingInputs(resource, condemned);
  if (Object.keys(unknown).length === 0) return false;
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

/** Inputs that come from what is replaced; what they will be is not known. */
function changingInputs({ state, inputs }: KnownResource, condemned: ReadonlySet<string>): PropertyMap {
  const keys = Object.entries(state.propertyDependencies ?? {})
    .filter(([key, urns]) => key in inputs && urns.some((urn) => condemned.has(urn)))
    .map(([key]) => key);
  return Object.fromEntries(keys.map((key) => [key, UNKNOWN] as const));
}
