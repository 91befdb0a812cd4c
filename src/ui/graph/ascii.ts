import type { Style } from '../style.js';
import { columns, type GraphModel, type GraphNode } from './graph-model.js';

const SIGN = { create: '+', update: '~', replace: '±', delete: '-', none: ' ' } as const;

/** Waves as blocks of lines; after each component what it needs and why. `*` marks the longest chain. */
export function asciiGraph(model: GraphModel, style: Style): string {
  const needs = new Map<string, string[]>();
  for (const { from, to, reason } of model.edges)
    needs.set(from, [...(needs.get(from) ?? []), `${to} ${style('dim', `(${reason})`)}`]);
  const width = Math.max(0, ...model.nodes.map((n) => n.id.length));
  const kinds = Math.max(0, ...model.nodes.map((n) => n.kind.length));
  const lines = columns(model).flatMap((nodes) => [
    style('bold', `wave ${nodes[0]?.wave}`),
    ...nodes.map((node) => line(node, { needs: needs.get(node.id) ?? [], width, kinds, style })),
    '',
  ]);
  return [`${model.title}`, '', ...lines, style('dim', '* longest chain; ← needs')].join('\n');
}

interface LineFacts {
  readonly needs: readonly string[];
  readonly width: number;
  readonly kinds: number;
  readonly style: Style;
}

function line(node: GraphNode, { needs, width, kinds, style }: LineFacts): string {
  const sign = node.action === undefined ? '' : `${SIGN[node.action]} `;
  const after = needs.length === 0 ? '' : `  ← ${needs.join(', ')}`;
  return `  ${sign}${node.critical ? '*' : ' '} ${node.id.padEnd(width)}  ${style('dim', node.kind.padEnd(kinds))}${after}`.trimEnd();
}
