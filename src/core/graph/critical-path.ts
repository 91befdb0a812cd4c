import type { Dag } from './dag.js';
import { wavesOf } from './waves.js';

/** The chain of needs with the greatest sum of weights, first to deploy first. Ties: the alphabetically first. */
export function criticalPath(dag: Dag, weight: (id: string) => number = () => 1): readonly string[] {
  const total = new Map<string, number>();
  const before = new Map<string, string | undefined>();
  for (const wave of wavesOf(dag)) {
    for (const id of wave) {
      const longest = longestNeed(dag.needs.get(id) ?? [], total);
      before.set(id, longest);
      total.set(id, weight(id) + (longest === undefined ? 0 : (total.get(longest) ?? 0)));
    }
  }
  const path: string[] = [];
  for (let id = longestNeed([...total.keys()].sort(), total); id !== undefined; id = before.get(id)) path.unshift(id);
  return path;
}

function longestNeed(ids: readonly string[], total: ReadonlyMap<string, number>): string | undefined {
  let best: string | undefined;
  for (const id of ids) if (best === undefined || (total.get(id) ?? 0) > (total.get(best) ?? 0)) best = id;
  return best;
}
