import type { Installed } from '../core/registry/describe-installed.js';
import type { KindDescription } from '../core/registry/describe-kinds.js';
import type { PlatformDescription } from '../core/registry/describe-platforms.js';
import type { PluginIdentity } from '../core/registry/kind-registry.js';

const KIND_COLUMNS = ['kind', 'category', 'outputs', 'access', 'plugin'];
const PLATFORM_COLUMNS = ['platform', 'runs', 'plugin'];

/** A line per kind, one per platform, then what is wrong, then what could be installed. */
export function installedList({ kinds, platforms, installable }: Installed): string {
  const rows = kinds.map((k) => [k.kind, k.definition?.category ?? '-', outputNames(k), accessNames(k), labelOf(k)]);
  const platformRows = platforms.map((p) => [p.platform, kindNames(p), labelOf(p)]);
  const names = installable.map((i) => ('kind' in i ? i.kind : `platform ${i.platform}`));
  const problems = [
    ...kinds.flatMap((k) => (k.problem ? [`✖ ${k.kind}: ${k.problem.message}`] : [])),
    ...platforms.flatMap((p) => (p.problem ? [`✖ platform ${p.platform}: ${p.problem.message}`] : [])),
  ];
  return [
    ...(rows.length > 0 ? table([KIND_COLUMNS, ...rows]) : ['No kinds installed.']),
    '',
    ...table([PLATFORM_COLUMNS, ...platformRows]),
    ...(problems.length > 0 ? ['', ...problems] : []),
    ...(installable.length > 0 ? ['', `Not installed: ${names.join(', ')}`] : []),
    ...(installable[0] ? [`Install with: panka plugins install ${installable[0].package}`] : []),
  ].join('\n');
}

/** Everything about one kind that is not its schema, or about one platform. */
export function installedDetail({ kinds, platforms }: Installed): string {
  if (kinds.length === 0) return platforms.map(platformDetail).join('\n');
  return kinds.map((kind) => kindDetail(kind, platforms)).join('\n');
}

function platformDetail(platform: PlatformDescription): string {
  const { summary, problem } = platform;
  return [
    `${platform.platform}: ${summary ?? problem?.message ?? 'unusable'}`,
    `platform of containers, from ${labelOf(platform)}`,
    `runs: ${kindNames(platform)}`,
  ].join('\n');
}

function kindDetail({ kind, plugin, definition, problem }: KindDescription, platforms: Installed['platforms']): string {
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
      'platforms, for runtime.platform',
      platforms.map((p) => [p.platform, p.summary ?? p.problem?.message ?? 'unusable', labelOf(p)]),
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

function kindNames({ kinds }: PlatformDescription): string {
  return kinds.join(', ') || '-';
}

function labelOf({ plugin }: { readonly plugin: PluginIdentity }): string {
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
