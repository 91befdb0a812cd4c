import type { Difference, StateComparison } from '../core/state-admin/compare-states.js';
import type { ValueChange } from '../core/state-admin/compare-values.js';
import type { PlannedBetween } from '../core/state-admin/planned-between.js';
import { shortValue } from './short-value.js';
import type { Style } from './style.js';

export interface DiffFacts extends StateComparison {
  readonly plans?: readonly PlannedBetween[];
}

const SIGN: Record<Difference, string> = { added: '+', removed: '-', changed: '~' };
const COLOUR: Record<Difference, 'green' | 'red' | 'yellow'> = { added: 'green', removed: 'red', changed: 'yellow' };

/** What differs between two states as text, one section for each part that does. */
export function diffView(diff: DiffFacts, style: Style): string {
  const lines = [
    ...section('Manifests', manifestLines(diff, style), style),
    ...section('Plugins', pluginLines(diff, style), style),
    ...section('Planned', planLines(diff.plans ?? [], style), style),
    ...section('Resources', resourceLines(diff, style), style),
    ...section('Outputs', outputLines(diff, style), style),
  ];
  const head = `From serial ${diff.from} to serial ${diff.to}:`;
  const unknown = diff.incomplete.map((serial) =>
    style('yellow', `The resources and outputs of serial ${serial} are not kept, so they are not compared.`),
  );
  if (lines.length === 0) return [`${head} no difference`, ...unknown].join('\n');
  return [head, ...lines, ...unknown].join('\n');
}

function section(title: string, lines: readonly string[], style: Style): readonly string[] {
  return lines.length === 0 ? [] : ['', style('bold', title), ...lines];
}

function manifestLines({ manifests }: DiffFacts, style: Style): readonly string[] {
  return manifests.flatMap(({ component, kind, change, changes }) => [
    headline({ change, title: component, detail: kind }, style),
    ...changes.map((one) => changeLine(one, style)),
  ]);
}

function pluginLines({ plugins }: DiffFacts, style: Style): readonly string[] {
  return plugins.map(({ plugin, before, after }) => changeLine({ path: plugin, before, after }, style));
}

function planLines(plans: readonly PlannedBetween[], style: Style): readonly string[] {
  return plans.flatMap(({ serial, command, by, status, startedAt, changes }) => [
    `  ${style('bold', String(serial))}  ${command} by ${by}, ${startedAt}, ${status}`,
    ...changes.map(({ component, action, reason, resources }) => {
      const steps = resources.length === 0 ? '' : ` (${resources.map(({ op, name }) => `${op} ${name}`).join(', ')})`;
      return style('dim', `      ${action} ${component}${reason === '' ? '' : `: ${reason}`}${steps}`);
    }),
  ]);
}

function resourceLines({ resources }: DiffFacts, style: Style): readonly string[] {
  return resources.flatMap(({ change, name, type, changes }) => [
    headline({ change, title: name, detail: type }, style),
    ...changes.map((one) => changeLine(one, style)),
  ]);
}

function outputLines({ outputs }: DiffFacts, style: Style): readonly string[] {
  return outputs.map(({ component, path, ...values }) =>
    changeLine({ path: `${component}: ${path}`, ...values }, style),
  );
}

function headline(of: { change: Difference; title: string; detail: string }, style: Style): string {
  return `  ${style(COLOUR[of.change], SIGN[of.change])} ${style('bold', of.title)} ${style('dim', of.detail)}`;
}

function changeLine({ path, before, after }: ValueChange, style: Style): string {
  const [from, to] = [style('red', shortValue(before)), style('green', shortValue(after))];
  if (before === undefined) return `      ${style('green', '+')} ${path}: ${to}`;
  if (after === undefined) return `      ${style('red', '-')} ${path}: ${from}`;
  return `      ${path}: ${from} → ${to}`;
}
