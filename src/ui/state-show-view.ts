import type { ShownComponent, ShownResource, ShownState } from '../core/state-admin/shown-state.js';
import type { Style } from './style.js';
import { yamlLines } from './yaml-lines.js';

/** One component or resource of the state as text. */
export function stateShowView(shown: ShownState, style: Style): string {
  return 'component' in shown ? componentView(shown.component, style) : resourceView(shown.resource, style);
}

function componentView(component: ShownComponent, style: Style): string {
  const { kind, status, wave, plugin, deployedAt, error, needs, spec, outputs, resources } = component;
  const lines = [
    `${style('bold', component.component)}  ${style('dim', kind)}`,
    ...facts({
      status,
      error,
      wave,
      plugin: `${plugin.name}@${plugin.version}`,
      deployed: deployedAt,
      needs: needs.length === 0 ? undefined : needs.join(', '),
    }),
    ...section('spec', spec, style),
    ...section('outputs', outputs, style),
    style('bold', 'resources'),
    ...resources.map(({ name, type, id }) => `  ${name}  ${style('dim', `${type}  ${id ?? ''}`)}`),
  ];
  return lines.join('\n');
}

function resourceView(resource: ShownResource, style: Style): string {
  const { name, type, urn, id, unit, component, pending, toBeDeleted, protect, created, modified } = resource;
  const lines = [
    `${style('bold', name)}  ${style('dim', type)}`,
    ...facts({
      ...{ id, component, unit, urn, created, modified },
      protected: protect ? 'yes' : undefined,
      pending: pending === undefined ? undefined : `${pending} was begun and never ended`,
      replaced: toBeDeleted ? 'yes, still to be deleted' : undefined,
    }),
    ...section('inputs', resource.inputs, style),
    ...section('outputs', resource.outputs, style),
    ...list('needs', resource.needs, style),
    ...list('needed by', resource.neededBy, style),
  ];
  return lines.join('\n');
}

function facts(values: Readonly<Record<string, string | number | undefined>>): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`  ${name.padEnd(10)} ${value}`],
  );
}

function section(title: string, value: unknown, style: Style): readonly string[] {
  const isEmpty = typeof value !== 'object' || value === null || Object.keys(value).length === 0;
  return isEmpty ? [] : [style('bold', title), ...yamlLines(value, 2)];
}

function list(title: string, urns: readonly string[], style: Style): readonly string[] {
  return urns.length === 0 ? [] : [style('bold', title), ...urns.map((urn) => `  ${urn}`)];
}
