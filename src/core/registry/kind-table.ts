import { claims } from './claims.js';
import type { Contribution } from './contribution.js';
import { kindConflict } from './errors.js';
import type { KindEntry } from './kind-registry.js';

/** One entry per kind and plugin that names it, sorted by kind; a kind named by two plugins is unusable from either. */
export function kindTable(contributions: readonly Contribution[]): readonly KindEntry[] {
  return claims(contributions, ({ kinds }) => kinds, kindConflict)
    .map(({ name, ...rest }) => ({ kind: name, ...rest }))
    .sort((a, b) => (a.kind === b.kind ? 0 : a.kind < b.kind ? -1 : 1));
}
