import type { PankaError } from '../diagnostics/panka-error.js';
import type { Contribution } from './contribution.js';
import type { PluginIdentity } from './kind-registry.js';

/** A name (of a kind, of a platform) that a plugin claims in its package.json, and why it is unusable from there, if it is. */
export interface Claim {
  readonly name: string;
  readonly plugin: PluginIdentity;
  readonly problem?: PankaError;
}

/** One claim per name and plugin, in the order of the plugins; a name that two usable plugins claim is unusable from either. */
export function claims(
  contributions: readonly Contribution[],
  namesOf: (contribution: Contribution) => readonly string[],
  conflict: (name: string, plugins: readonly PluginIdentity[]) => PankaError,
): readonly Claim[] {
  const named = contributions.map((claimant) => ({ claimant, names: [...new Set(namesOf(claimant))] }));
  const usable = new Map<string, PluginIdentity[]>();
  for (const { claimant, names } of named) {
    if (claimant.problem) continue;
    for (const name of names) usable.set(name, [...(usable.get(name) ?? []), claimant.plugin]);
  }
  return named.flatMap(({ claimant: { plugin, problem: own }, names }) =>
    names.map((name) => {
      const rivals = usable.get(name) ?? [];
      const problem = own ?? (rivals.length > 1 ? conflict(name, rivals) : undefined);
      return { name, plugin, ...(problem && { problem }) };
    }),
  );
}
