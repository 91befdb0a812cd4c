import type { Contribution } from './contribution.js';
import { kindConflict } from './errors.js';
import type { KindEntry } from './kind-registry.js';

/** One entry per kind and plugin that names it, sorted by kind; a kind named by two plugins is unusable from either. */
export function kindTable(contributions: readonly Contribution[]): readonly KindEntry[] {
  const claims = claimsByKind(contributions);
  return [...claims]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([kind, claimants]) => claimants.map((claimant) => entry(kind, claimant, claimants)));
}

function claimsByKind(contributions: readonly Contribution[]): Map<string, readonly Contribution[]> {
  const claims = new Map<string, readonly Contribution[]>();
  for (const contribution of contributions) {
    for (const kind of new Set(contribution.kinds)) claims.set(kind, [...(claims.get(kind) ?? []), contribution]);
  }
  return claims;
}

function entry(kind: string, claimant: Contribution, claimants: readonly Contribution[]): KindEntry {
  const usable = claimants.filter((c) => c.problem === undefined);
  const conflict =
    usable.length > 1
      ? kindConflict(
          kind,
          usable.map((c) => c.plugin),
        )
      : undefined;
  const problem = claimant.problem ?? conflict;
  return problem ? { kind, plugin: claimant.plugin, problem } : { kind, plugin: claimant.plugin };
}
