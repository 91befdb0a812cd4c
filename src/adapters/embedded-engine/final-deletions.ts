import { isProviderType, ROOT_STACK_TYPE } from '../../core/engine/urn.js';
import { deleteResource } from './delete-resource.js';
import { goingWithAnother } from './deleted-with.js';
import type { DeploymentRun } from './deployment-run.js';
import { neededByUntargeted, resourceProtected } from './errors.js';
import type { KnownResource } from './known-resource.js';
import { DeletionBlocked, scheduleDeletions } from './schedule-deletions.js';

/** Deletes what is no longer declared and the old halves of replacements. Only for a run in which everything succeeded. */
export async function deleteUndeclared(run: DeploymentRun): Promise<void> {
  const isLeft = (resource: KnownResource): boolean => run.isOutdated(resource) || !run.claimed.has(resource);
  await deleteAll(run, condemn(run, run.base.all.filter(isLeft)));
}

/** Deletes everything that is deployed, or the targets. */
export async function deleteEverything(run: DeploymentRun): Promise<void> {
  await deleteAll(run, condemn(run, run.base.all));
}

interface Condemned {
  readonly resources: ReadonlySet<KnownResource>;
  /** Why nothing may be deleted at all. */
  readonly refusals: readonly Error[];
}

/**
 * Targets among the candidates. What something else still uses stays: an old half until that was deployed again, a provider
 * or the root stack for as long as it is used; for anything else it is a refusal.
 */
function condemn(run: DeploymentRun, candidates: readonly KnownResource[]): Condemned {
  const resources = new Set<KnownResource>();
  const refusals: Error[] = [];
  for (const resource of run.base.dependantsFirst(candidates)) {
    if (run.removed.has(resource) || !run.isTarget(resource.state)) continue;
    const users = run.base.dependentsOf(resource).filter((user) => !resources.has(user) && isStill(run, user));
    const user = users.find((other) => !run.isOutdated(other));
    if (users.length > 0 && (!user || isShared(resource) || run.isOutdated(resource))) continue;
    if (user) refusals.push(neededByUntargeted(resource.urn, user.urn));
    if (resource.state.protect && !run.isOutdated(resource)) {
      refusals.push(resourceProtected(resource.urn, 'would be deleted'));
    }
    resources.add(resource);
  }
  return { resources, refusals };
}

function isShared({ state }: KnownResource): boolean {
  return isProviderType(state.type) || state.type === ROOT_STACK_TYPE;
}

/** Something that will still be there as it was before: not declared again, untargeted, or the old half of a replacement. */
function isStill(run: DeploymentRun, resource: KnownResource): boolean {
  if (run.removed.has(resource)) return false;
  return !run.claimed.has(resource) || run.isOutdated(resource) || !run.isTarget(resource.state);
}

/** Nothing is deleted if one of them must not be. */
async function deleteAll(run: DeploymentRun, { resources, refusals }: Condemned): Promise<void> {
  for (const refusal of refusals) run.fail(refusal);
  if (refusals.length > 0 && !run.preview) return;
  const ends = scheduleDeletions(run, {
    condemned: resources,
    goesWith: goingWithAnother(run, resources),
    deleteOne: (resource, along) => {
      const op = run.isOutdated(resource) ? 'delete-replaced' : 'delete';
      return deleteResource(run, { resource, op, replacing: false, along });
    },
  });
  const reported = new Set<unknown>();
  for (const [resource, end] of ends) {
    await end.catch((error: unknown) => {
      if (error instanceof DeletionBlocked || run.stopped || reported.has(error)) return;
      reported.add(error);
      run.fail(error, resource.urn);
    });
  }
}
