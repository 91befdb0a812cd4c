import type { Contribution } from './contribution.js';
import { platformConflict } from './errors.js';
import type { RuntimeEntry } from './extension.js';

/** One entry per platform and plugin that names it; a platform named by two plugins is unusable from either. */
export function runtimeTable(contributions: readonly Contribution[]): readonly RuntimeEntry[] {
  return contributions.flatMap((claimant) =>
    platformsOf(claimant).map((platform) => {
      const { plugin } = claimant;
      const rivals = contributions.filter((c) => c.problem === undefined && platformsOf(c).includes(platform));
      const conflict =
        rivals.length > 1
          ? platformConflict(
              platform,
              rivals.map((c) => c.plugin),
            )
          : undefined;
      const problem = claimant.problem ?? conflict;
      return { platform, plugin, ...(problem && { problem }) };
    }),
  );
}

function platformsOf({ provides }: Contribution): readonly string[] {
  return [...new Set(provides['runtimes'] ?? [])];
}
