import type { DeploymentRun } from './deployment-run.js';
import type { KnownResource } from './known-resource.js';

/** A resource that was left alone because something that depends on it could not be deleted. */
export class DeletionBlocked extends Error {}

/**
 * Deletes each resource once those among the condemned that depend on it are gone; independent ones at the same time. A
 * failure keeps what the failed one depends on. Gives the end of each deletion; none of them is an unhandled rejection.
 */
export function scheduleDeletions(
  run: DeploymentRun,
  condemned: Iterable<KnownResource>,
  deleteOne: (resource: KnownResource) => Promise<void>,
): Map<KnownResource, Promise<void>> {
  const ends = new Map<KnownResource, Promise<void>>();
  const dependantsFirst = [...condemned].sort((a, b) => b.position - a.position);
  for (const resource of dependantsFirst) {
    const waitsFor = run.base
      .dependentsOf(resource)
      .flatMap((dependent) => ends.get(dependent) ?? run.deletedEarly.get(dependent) ?? []);
    const end = afterAll(waitsFor, resource).then(() => deleteOne(resource));
    end.catch(() => undefined);
    ends.set(resource, end);
  }
  return ends;
}

async function afterAll(ends: readonly Promise<void>[], resource: KnownResource): Promise<void> {
  const results = await Promise.allSettled(ends);
  if (results.some(({ status }) => status === 'rejected')) {
    throw new DeletionBlocked(`"${resource.urn}" is kept: what depends on it could not be deleted`);
  }
}
