import type { ListedResource } from '../core/state-admin/listed-resources.js';
import { count, type Style } from './style.js';

export interface StateListFacts {
  readonly stack: string;
  readonly environment: string;
  readonly serial: number;
  /** Units with the journal of an interrupted run. */
  readonly interrupted: readonly string[];
  readonly resources: readonly ListedResource[];
}

/** The resources of the state as text, by component. */
export function stateListView({ resources, interrupted, ...where }: StateListFacts, style: Style): string {
  const lines: string[] = [];
  const width = Math.max(0, ...resources.map(({ name }) => name.length));
  for (const [at, { component, name, type, id, pending, toBeDeleted }] of resources.entries()) {
    if (component !== resources[at - 1]?.component) lines.push(style('bold', component));
    const note = pending === undefined ? (toBeDeleted ? 'still to be deleted' : undefined) : `${pending} was begun`;
    const marked = note === undefined ? '' : ` ${style('yellow', note)}`;
    lines.push(`  ${name.padEnd(width)}  ${style('dim', `${type}${id === undefined ? '' : `  ${id}`}`)}${marked}`);
  }
  lines.push(
    `${count(resources.length, 'resource')} of ${where.stack} in ${where.environment}, serial ${where.serial}`,
  );
  if (interrupted.length > 0)
    lines.push(style('yellow', 'An interrupted run has left a journal, which is counted in: panka apply finishes it.'));
  return lines.join('\n');
}
