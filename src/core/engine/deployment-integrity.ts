import type { DeploymentV3, ResourceV3 } from './deployment-v3.js';
import { deploymentBroken } from './errors.js';
import { type ResourceReference, referencesOf } from './resource-references.js';
import { isProviderType } from './urn.js';

/**
 * What makes a deployment unusable, in sentences: a reference to a resource that comes later or not at all, a provider that
 * isn't there, two live resources of one URN. Empty when sound. Checked before a deployment is written or continued.
 */
export function deploymentProblems(deployment: DeploymentV3): string[] {
  const resources = deployment.resources ?? [];
  const all = new Set(resources.map((resource) => resource.urn));
  const seen: Seen = { urns: new Set(), live: new Set(), providers: new Set() };
  return resources.flatMap((resource, at) => {
    const problems = resourceProblems(resource, at, seen, all);
    remember(resource, seen);
    return problems;
  });
}

/** Throws `DeploymentBroken` naming every problem. */
export function requireIntegrity(deployment: DeploymentV3): void {
  const problems = deploymentProblems(deployment);
  if (problems.length > 0) throw deploymentBroken(problems);
}

interface Seen {
  readonly urns: Set<string>;
  readonly live: Set<string>;
  /** `urn::id` of the provider resources. */
  readonly providers: Set<string>;
}

function resourceProblems(resource: ResourceV3, at: number, seen: Seen, all: ReadonlySet<string>): string[] {
  if (!resource.urn) return [`resource ${at} has no urn`];
  const problems: string[] = [];
  if (!resource.type) problems.push(`'${resource.urn}' has no type`);
  if (!resource.custom && resource.id)
    problems.push(`'${resource.urn}' is a component and has the id '${resource.id}'`);
  if (!resource.delete && seen.live.has(resource.urn)) problems.push(`'${resource.urn}' stands twice`);
  if (resource.provider && !resource.pendingReplacement && !seen.providers.has(resource.provider)) {
    problems.push(`'${resource.urn}' refers to the unknown provider '${resource.provider}'`);
  }
  const missing = referencesOf(resource).filter(({ kind, urn }) => kind !== 'provider' && !seen.urns.has(urn));
  return [...problems, ...missing.map((reference) => describeMissing(resource, reference, all))];
}

function describeMissing(resource: ResourceV3, { kind, urn }: ResourceReference, all: ReadonlySet<string>): string {
  const where = all.has(urn) ? 'comes after it' : 'is missing';
  return `'${resource.urn}' has the ${kind} '${urn}', which ${where}`;
}

function remember(resource: ResourceV3, seen: Seen): void {
  seen.urns.add(resource.urn);
  if (!resource.delete) seen.live.add(resource.urn);
  if (isProviderType(resource.type)) seen.providers.add(`${resource.urn}::${resource.id ?? ''}`);
}
