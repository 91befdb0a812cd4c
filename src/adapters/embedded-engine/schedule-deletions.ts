import type { DeploymentRun } from './deployment-run.js';
import type { KnownResource } from './known-resource.js';

/** A resource that was left alone because something that depends on it could not be deleted. */
export class DeletionBlocked extends Error {}

export interface DeletionSchedule {
  readonly condemned: Iterable<KnownResource>;
  /** Deletes one, and forgets those that go with it. */
  readonly deleteOne: (resource: KnownResource, along: readonly KnownResource[]) => Promise<void>;
  /** With which other one a resource goes, without a delete of its own. */
  readonly goesWith?: ReadonlyMap<KnownResource, KnownResource>;
}

/**
 * Deletes each resource once those among the condemned that depend on it are gone; independent ones at the same time. A
 * failure keeps what the failed one depends on. Gives the end of each deletion; none of them is an unhandled rejection.
 */
export function scheduleDeletions(run: DeploymentRun, schedule: DeletionSchedule): Map<KnownResource, Promise<void>> {
  const { goesWith = new Map<KnownResource, KnownResource>() } = schedule;
  const dependantsFirst = run.base.dependantsFirst(schedule.condemned);
  const ends = new Map<KnownResource, Promise<void>>();
  const along = groupByHost(dependantsFirst, goesWith);
  for (const resource of dependantsFirst) {
    if (goesWith.has(resource)) continue;
    const guests = along.get(resource) ?? [];
    const end = Promise.resolve()
      .then(() => afterUsers(run, { resource, guests, ends }))
      .then(() => schedule.deleteOne(resource, guests));
    end.catch(() => undefined);
    for (const each of [resource, ...guests]) ends.set(each, end);
  }
  return ends;
}

function groupByHost(
  dependantsFirst: readonly KnownResource[],
  goesWith: ReadonlyMap<KnownResource, KnownResource>,
): Map<KnownResource, KnownResource[]> {
  const groups = new Map<KnownResource, KnownResource[]>();
  for (const resource of dependantsFirst) {
    const host = goesWith.get(resource);
    if (host) groups.set(host, [...(groups.get(host) ?? []), resource]);
  }
  return groups;
}

interface Waiting {
  readonly resource: KnownResource;
  readonly guests: readonly KnownResource[];
  /** Complete when the first of them starts to wait. */
  readonly ends: ReadonlyMap<KnownResource, Promise<void>>;
}

async function afterUsers(run: DeploymentRun, { resource, guests, ends }: Waiting): Promise<void> {
  const users = [resource, ...guests].flatMap((each) => run.base.dependentsOf(each));
  const others = users.filter((user) => !guests.includes(user));
  const results = await Promise.allSettled(others.map((user) => ends.get(user) ?? run.deletedEarly.get(user)));
  if (results.some(({ status }) => status === 'rejected')) {
    throw new DeletionBlocked(`"${resource.urn}" is kept: what depends on it could not be deleted`);
  }
}
