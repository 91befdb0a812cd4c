import type { Dag } from './dag.js';

/** Wave of every id: 0 without needs, else one more than the latest wave it needs. Ids on or behind a cycle are absent. */
export function waveOf(dag: Dag): ReadonlyMap<string, number> {
  const waves = new Map<string, number>();
  const open = new Map(dag.ids.map((id) => [id, dag.needs.get(id)?.length ?? 0]));
  let current = dag.ids.filter((id) => open.get(id) === 0);
  for (let wave = 0; current.length > 0; wave++) {
    const next: string[] = [];
    for (const id of current) {
      waves.set(id, wave);
      for (const dependent of dag.neededBy.get(id) ?? []) {
        const left = (open.get(dependent) ?? 0) - 1;
        open.set(dependent, left);
        if (left === 0) next.push(dependent);
      }
    }
    current = next;
  }
  return waves;
}

/** Groups that can be deployed together, in order; each group sorted. */
export function wavesOf(dag: Dag): readonly (readonly string[])[] {
  const groups: string[][] = [];
  for (const [id, wave] of waveOf(dag)) {
    const group = groups[wave] ?? [];
    groups[wave] = group;
    group.push(id);
  }
  return groups.map((group) => group.sort());
}
