import type { RenderedResource } from '../core/render/rendered-resource.js';
import type { Json } from '../sdk/index.js';
import { count, type Style } from './style.js';

/** Rendered resources as a tree: component, resource, inputs. */
export function renderView(resources: readonly RenderedResource[], style: Style): string {
  const byComponent = new Map<string, RenderedResource[]>();
  for (const resource of resources) {
    const list = byComponent.get(resource.component);
    if (list === undefined) byComponent.set(resource.component, [resource]);
    else list.push(resource);
  }
  const lines = [...byComponent].flatMap(([component, list]) => [
    style('bold', component),
    ...list.flatMap((resource) => resourceLines(resource, style)),
    '',
  ]);
  return [...lines, `${count(resources.length, 'resource')} of ${count(byComponent.size, 'component')}`].join('\n');
}

function resourceLines({ name, type, inputs, dependsOn, options }: RenderedResource, style: Style): string[] {
  const extras = [
    ...Object.entries(options).map(([key, value]) => `${key}: ${JSON.stringify(value)}`),
    ...(dependsOn.length > 0 ? [`after ${dependsOn.join(', ')}`] : []),
  ];
  return [
    `  ${name}  ${style('dim', type)}`,
    ...Object.entries(inputs).flatMap(([key, value]) => valueLines(key, value, 6)),
    ...(extras.length > 0 ? [style('dim', `      (${extras.join('; ')})`)] : []),
  ];
}

function valueLines(key: string, value: Json, indent: number): string[] {
  const pad = ' '.repeat(indent);
  const inline = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || inline.length + indent + key.length < 110)
    return [`${pad}${key}: ${typeof value === 'string' ? value : inline}`];
  const entries: [string, Json][] = Array.isArray(value) ? value.map((v: Json) => ['-', v]) : Object.entries(value);
  return [`${pad}${key}:`, ...entries.flatMap(([k, v]) => valueLines(k, v, indent + 2))];
}
