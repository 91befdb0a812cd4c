/** A directed graph over string ids. `needs`: from → everything it waits for. Knows nothing of the domain. */
export interface Dag {
  readonly ids: readonly string[];
  readonly needs: ReadonlyMap<string, readonly string[]>;
  readonly neededBy: ReadonlyMap<string, readonly string[]>;
}

/** Builds the graph; ids and neighbours are sorted, so that equal inputs in any order give equal results. Unknown ends are left out. */
export function buildDag(ids: Iterable<string>, edges: Iterable<{ from: string; to: string }>): Dag {
  const sorted = [...new Set(ids)].sort();
  const needs = new Map<string, Set<string>>(sorted.map((id) => [id, new Set()]));
  const neededBy = new Map<string, Set<string>>(sorted.map((id) => [id, new Set()]));
  for (const { from, to } of edges) {
    if (!needs.has(from) || !needs.has(to)) continue;
    needs.get(from)?.add(to);
    neededBy.get(to)?.add(from);
  }
  return { ids: sorted, needs: sortedLists(needs), neededBy: sortedLists(neededBy) };
}

function sortedLists(map: Map<string, Set<string>>): Map<string, readonly string[]> {
  return new Map([...map].map(([id, set]) => [id, [...set].sort()]));
}

/** Everything that `ids` need, directly or not, and `ids` themselves. */
export function withNeeds(dag: Dag, ids: Iterable<string>): Set<string> {
  return closure(dag.needs, ids);
}

/** Everything that needs one of `ids`, directly or not, and `ids` themselves. */
export function withDependents(dag: Dag, ids: Iterable<string>): Set<string> {
  return closure(dag.neededBy, ids);
}

function closure(next: ReadonlyMap<string, readonly string[]>, ids: Iterable<string>): Set<string> {
  const seen = new Set<string>();
  const stack = [...ids];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    stack.push(...(next.get(id) ?? []));
  }
  return seen;
}
