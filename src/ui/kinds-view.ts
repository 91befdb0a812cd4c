import type { KindDescription } from '../core/registry/describe-kinds.js';

type Installable = { readonly kind: string; readonly package: string };

/** A line per kind, then what is wrong, then what could be installed. */
export function kindList(kinds: readonly KindDescription[], installable: readonly Installable[]): string {
  const rows = kinds.map((k) => [k.kind, k.definition?.category ?? '-', outputNames(k), accessNames(k), pluginName(k)]);
  const problems = kinds.flatMap((k) => (k.problem ? [`✖ ${k.kind}: ${k.problem.message}`] : []));
  return [
    ...(rows.length > 0
      ? table([['kind', 'category', 'outputs', 'access', 'plugin'], ...rows])
      : ['No kinds installed.']),
    ...(problems.length > 0 ? ['', ...problems] : []),
    ...(installable.length > 0 ? ['', `Not installed: ${installable.map((i) => i.kind).join(', ')}`] : []),
    ...(installable[0] ? [`Install with: panka plugins install ${installable[0].package}`] : []),
  ].join('\n');
}

/** Everything about one kind that is not its schema. */
export function kindDetail({ kind, plugin, definition, problem }: KindDescription): string {
  if (!definition) return `${kind} (${plugin.name}@${plugin.version}): ${problem?.message ?? 'unusable'}`;
  const { outputs, access, injects, usage } = definition;
  return [
    `${kind}: ${definition.summary}`,
    `${definition.category}, from ${plugin.name}@${plugin.version} (${plugin.type})`,
    `holds data: ${definition.stateful ? 'yes' : 'no'}; rollback: ${definition.rollback}`,
    ...section(
      'outputs',
      Object.entries(outputs).map(([name, o]) => [name, o.type, describeOutput(o)]),
    ),
    ...section(
      'access',
      Object.entries(access.levels).map(([level, text]) => [mark(level, access.default), text ?? '']),
    ),
    ...section(
      'injects',
      Object.entries(injects).map(([name, { description }]) => [name, description]),
    ),
    ...section(
      'usage, for panka cost',
      Object.entries(usage).map(([name, { description }]) => [name, description]),
    ),
  ].join('\n');
}

function describeOutput(output: { description: string; aliasOf?: string; when?: string; secret?: boolean }): string {
  const alias = output.aliasOf ? `same as ${output.aliasOf}` : output.description;
  return [alias, output.secret ? 'secret' : '', output.when ? `when ${output.when}` : ''].filter(Boolean).join('; ');
}

function mark(level: string, byDefault: string): string {
  return level === byDefault ? `${level} (valueFrom)` : level;
}

function section(title: string, rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : ['', `${title}:`, ...table(rows).map((line) => `  ${line}`)];
}

function outputNames({ definition }: KindDescription): string {
  const own = Object.entries(definition?.outputs ?? {}).filter(([, output]) => output.aliasOf === undefined);
  return shorten(own.map(([name]) => name).join(', '), 48);
}

function accessNames({ definition }: KindDescription): string {
  return Object.keys(definition?.access.levels ?? {}).join(', ');
}

function pluginName({ plugin }: KindDescription): string {
  return `${plugin.name}@${plugin.version}${plugin.type === 'bundled' ? '' : ` (${plugin.type})`}`;
}

function shorten(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

/** Left-aligned columns, two spaces apart. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
