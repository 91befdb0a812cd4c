import { claims } from './claims.js';
import type { Contribution } from './contribution.js';
import { platformConflict } from './errors.js';
import type { RuntimeEntry } from './extension.js';

/** One entry per platform and plugin that names it; a platform named by two plugins is unusable from either. */
export function runtimeTable(contributions: readonly Contribution[]): readonly RuntimeEntry[] {
  const platforms = claims(contributions, ({ provides }) => provides['runtimes'] ?? [], platformConflict);
  return platforms.map(({ name, ...rest }) => ({ platform: name, ...rest }));
}
