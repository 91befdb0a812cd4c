import type { Dag } from './dag.js';
import { waveOf } from './waves.js';

/** One shortest cycle through each strongly connected group, as `[a, b, c, a]` where each needs the next. Sorted. */
export function findCycles(dag: Dag): readonly (readonly string[])[] {
  const ordered = waveOf(dag);
  const rest = new Set(dag.ids.filter((id) => !ordered.has(id)));
  const cycles: string[][] = [];
  const done = new Set<string>();
  for (const id of rest) {
    if (done.has(id)) continue;
    const cycle = shortestCycle(dag, id, rest);
    if (cycle === undefined) continue;
    if (!cycle.some((step) => done.has(step))) cycles.push(cycle);
    for (const step of cycle) done.add(step);
  }
  return cycles;
}

/** Breadth first from `start` back to itself, within the ids that are on or behind a cycle. */
function shortestCycle(dag: Dag, start: string, within: ReadonlySet<string>): string[] | undefined {
  const cameFrom = new Map<string, string>();
  let frontier = [start];
  while (frontier.length > 0) {
    const next: string[] = [];
    for (const id of frontier) {
      for (const need of dag.needs.get(id) ?? []) {
        if (need === start) return [...pathTo(cameFrom, start, id), start];
        if (!within.has(need) || cameFrom.has(need)) continue;
        cameFrom.set(need, id);
        next.push(need);
      }
    }
    frontier = next;
  }
  return undefined;
}

function pathTo(cameFrom: ReadonlyMap<string, string>, start: string, end: string): string[] {
  const path = [end];
  for (let id = end; id !== start; ) {
    id = cameFrom.get(id) ?? start;
    path.unshift(id);
  }
  return path;
}
