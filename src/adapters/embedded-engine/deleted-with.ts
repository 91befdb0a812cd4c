import type { DeploymentRun } from './deployment-run.js';
import type { KnownResource } from './known-resource.js';

/**
 * For each resource whose option says that it goes with another one: that one, if it is deleted as well. Their records go
 * together, so that neither is forgotten while it still exists. One that stands between something and that other is deleted
 * by itself, as the order would go round in a circle.
 */
export function goingWithAnother(
  run: DeploymentRun,
  condemned: ReadonlySet<KnownResource>,
): Map<KnownResource, KnownResource> {
  const hosts = new Map<KnownResource, KnownResource>();
  for (const resource of run.base.dependenciesFirst(condemned)) {
    const { deletedWith } = resource.state;
    if (deletedWith === undefined || resource.state.pendingReplacement) continue;
    const named = run.base.dependenciesOf(resource).find(({ urn }) => urn === deletedWith);
    const host = named && (hosts.get(named) ?? named);
    if (host && condemned.has(host) && !goesRound(run, { resource, host, hosts, condemned })) hosts.set(resource, host);
  }
  return hosts;
}

interface Guest {
  readonly resource: KnownResource;
  readonly host: KnownResource;
  readonly hosts: ReadonlyMap<KnownResource, KnownResource>;
  readonly condemned: ReadonlySet<KnownResource>;
}

/** Another thing that it needs depends on the host: that can only go before the host, and not before this. */
function goesRound(run: DeploymentRun, { resource, host, hosts, condemned }: Guest): boolean {
  const above = new Set(run.base.allDependentsOf(host));
  return run.base
    .dependenciesOf(resource)
    .some((needed) => above.has(needed) && condemned.has(needed) && hosts.get(needed) !== host);
}
