import { stringify } from 'yaml';
import type { Adoption } from './adopting.js';
import { count, type Style } from './style.js';

export interface AdoptionShown extends Adoption {
  /** Fields of the spec to write. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Relative to the project. */
  readonly file: string | undefined;
  readonly written: boolean;
}

/** What was found, what to write, and what is different then. */
export function adoptionView(adoption: AdoptionShown, style: Style): string {
  const { found, missing, differences, file, written, component, fields } = adoption;
  if (found.length === 0) return `Nothing to take over: all resources of ${component} are deployed already.`;
  const lines = [`${style('bold', component)}: ${count(found.length, 'existing resource')} found`, ''];
  for (const { name, type, id, by } of found)
    lines.push(`  = ${style('dim', type)} ${name}  ${id} ${style('dim', `(${by})`)}`);
  for (const one of missing)
    lines.push(`  + ${style('dim', one.type)} ${one.name}  ${style('yellow', unfound(one.candidates))}`);
  lines.push(
    '',
    written ? `Written to ${file}:` : `To write into ${file ?? 'its manifest'}:`,
    '',
    style('green', block(fields)),
  );
  lines.push(...differences.map((one) => style('yellow', differenceLine(one))));
  if (differences.length > 0) lines.push('Write there what exists, or apply with --change-existing.', '');
  lines.push(`next: panka plan --component ${component}`);
  return lines.join('\n');
}

function block(fields: AdoptionShown['fields']): string {
  return stringify({ spec: fields }, { lineWidth: 0 });
}

function unfound(candidates: readonly string[]): string {
  return candidates.length === 0
    ? 'not found, would be made'
    : `could be ${candidates.join(' or ')}: name one with --id`;
}

function differenceLine({ resource, property, replaces }: Adoption['differences'][number]): string {
  const { path, before = '(unset)', after = '(unset)', field } = property;
  const source = field?.source === undefined ? '' : `${field.source.file}:${field.source.line}: `;
  const decided = field?.path === undefined ? '' : `, decided by spec${field.path.replaceAll('/', '.')}`;
  return `${source}${path} of ${resource} is ${before} there, declared ${after}${decided}${replaces ? '; cannot be changed in place' : ''}`;
}

/** The documented shape of `adopt --json`. */
export function adoptionJson({ plan: _plan, kind: _kind, name: _name, differences, ...adoption }: AdoptionShown) {
  return {
    ...adoption,
    differences: differences.map(({ resource, property, replaces }) => ({
      resource,
      path: property.path,
      ...(property.before !== undefined && { there: property.before }),
      ...(property.after !== undefined && { declared: property.after }),
      ...(property.field?.path !== undefined && { field: property.field.path }),
      ...(property.field?.source !== undefined && { source: property.field.source }),
      replaces,
    })),
  };
}
