import { isProviderType, ROOT_STACK_TYPE } from '../../core/engine/urn.js';
import { deleteResource } from './delete-resource.js';
import type { DeploymentRun } from './deployment-run.js';
import { neededByUntargeted, resourceProtected } from './errors.js';
import type { KnownResource } from './known-resource.js';
import { DeletionBlocked, scheduleDeletions } from './schedule-deletions.js';

/** Deletes what is no longer declared and the old halves of replacements. Only for a run in which everything succeeded. */
export async function deleteUndeclared(run: DeploymentRun): Promise<void> {
  const undeclared = run.base.all.filter(
    (resource) => !run.removed.has(resource) && (run.isOutdated(resource) || !run.claimed.has(resource)),
  );
  await deleteAll(run, condemn(run, undeclared));
}

/** Deletes everything that is deployed, or the targets. */
export async function deleteEverything(run: DeploymentRun): Promise<void> {
  await deleteAll(run, condemn(run, run.base.all));
}

/** Targets among the candidates; providers and the root stack only once nothing needs them any more. */
function condemn(run: DeploymentRun, candidates: readonly KnownResource[]): Set<KnownResource> {
  const condemned = new Set(candidates.filter((resource) => !isShared(resource) && run.isTarget(resource.state)));
  const shared = candidates.filter((resource) => isShared(resource));
  for (const resource of shared.sort((a, b) => b.position - a.position)) {
    const needed = run.base
      .dependentsOf(resource)
      .some((dependent) => !condemned.has(dependent) && isStill(run, dependent));
    if (!needed) condemned.add(resource);
  }
  // An old half that something untargeted was never moved away from stays until that is deployed again.
  for (const resource of condemned)
    if (run.isOutdated(resource) && usedUntargeted(run, resource, condemned)) condemned.delete(resource);
  return condemned;
}

function isShared({ state }: KnownResource): boolean {
  return isProviderType(state.type) || state.type === ROOT_STACK_TYPE;
}

/** The record of the base is what counts: nothing newer has taken its place. */
function isStill(run: DeploymentRun, resource: KnownResource): boolean {
  const urn = run.claimed.get(resource);
  return urn === undefined || run.current.get(urn) === resource;
}

function usedUntargeted(
  run: DeploymentRun,
  resource: KnownResource,
  condemned: ReadonlySet<KnownResource>,
): KnownResource | undefined {
  return run.base
    .dependentsOf(resource)
    .find((dependent) => !condemned.has(dependent) && isStill(run, dependent) && !run.isTarget(dependent.state));
}

async function deleteAll(run: DeploymentRun, condemned: ReadonlySet<KnownResource>): Promise<void> {
  if (!mayDelete(run, condemned) && !run.preview) return;
  const urns = new Set([...condemned].map(({ urn }) => urn));
  const ends = scheduleDeletions(run, condemned, (resource) => {
    const op = run.isOutdated(resource) ? 'delete-replaced' : 'delete';
    const goesWithAnother = urns.has(resource.state.deletedWith ?? '');
    return deleteResource(run, { resource, op, replacing: false, goesWithAnother });
  });
  await Promise.all([...ends].map(([resource, end]) => end.catch((error: unknown) => report(run, resource, error))));
}

/** Nothing is deleted if one of them must not be. */
function mayDelete(run: DeploymentRun, condemned: ReadonlySet<KnownResource>): boolean {
  const live = [...condemned].filter((resource) => !run.isOutdated(resource));
  const refusals = live.flatMap((resource) => {
    if (resource.state.protect) return [resourceProtected(resource.urn, 'would be deleted')];
    const user = usedUntargeted(run, resource, condemned);
    return user ? [neededByUntargeted(resource.urn, user.urn)] : [];
  });
  for (const refusal of refusals) run.fail(refusal);
  return refusals.length === 0;
}

function report(run: DeploymentRun, resource: KnownResource, error: unknown): void {
  if (error instanceof DeletionBlocked || run.stopped) return;
  run.fail(error, resource.urn);
}
