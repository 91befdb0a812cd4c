import type { Action } from '../../core/plan/plan.js';
import { columns, type GraphModel } from './graph-model.js';

/** Fill and border of each planned action, readable in grey too. */
export const ACTION_COLOURS: Readonly<Record<Action, { readonly fill: string; readonly stroke: string }>> = {
  create: { fill: '#dcfce7', stroke: '#16a34a' },
  update: { fill: '#fef9c3', stroke: '#ca8a04' },
  replace: { fill: '#fae8ff', stroke: '#a21caf' },
  delete: { fill: '#fee2e2', stroke: '#dc2626' },
  none: { fill: '#f1f5f9', stroke: '#64748b' },
};

/** A Mermaid flowchart: one subgraph per wave. Names are escaped; ids are by position, since Mermaid forbids `/`. */
export function mermaidGraph(model: GraphModel): string {
  const ids = new Map(model.nodes.map((node, index) => [node.id, `n${index}`]));
  const lines = ['flowchart LR'];
  for (const nodes of columns(model)) {
    lines.push(`  subgraph w${nodes[0]?.wave}["wave ${nodes[0]?.wave}"]`);
    for (const node of nodes) {
      const label = `${mermaidText(node.id)}<br/><small>${mermaidText(node.kind)}</small>`;
      lines.push(`    ${ids.get(node.id)}["${label}"]${node.action === undefined ? '' : `:::${node.action}`}`);
    }
    lines.push('  end');
  }
  for (const { from, to, reason } of model.edges)
    lines.push(`  ${ids.get(to)} -->|${mermaidText(reason)}| ${ids.get(from)}`);
  if (model.nodes.some((n) => n.action !== undefined))
    for (const [action, { fill, stroke }] of Object.entries(ACTION_COLOURS))
      lines.push(`  classDef ${action} fill:${fill},stroke:${stroke},color:#0f172a`);
  return lines.join('\n');
}

function mermaidText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('|', '&#124;');
}

/** Graphviz: waves are ranks, left to right. */
export function dotGraph(model: GraphModel): string {
  const lines = [
    'digraph panka {',
    '  rankdir=LR;',
    '  node [shape=box, style="rounded,filled", fillcolor="#f1f5f9", fontname="sans-serif"];',
  ];
  for (const nodes of columns(model)) {
    lines.push(`  subgraph "cluster_wave_${nodes[0]?.wave}" {`, `    label="wave ${nodes[0]?.wave}";`);
    for (const node of nodes) {
      const colours = node.action === undefined ? undefined : ACTION_COLOURS[node.action];
      const fill = colours === undefined ? '' : `, fillcolor="${colours.fill}", color="${colours.stroke}"`;
      lines.push(
        `    ${quote(node.id)} [label=${quote(`${node.id}\n${node.kind}`)}${fill}${node.critical ? ', penwidth=2' : ''}];`,
      );
    }
    lines.push('  }');
  }
  for (const { from, to, reason } of model.edges)
    lines.push(`  ${quote(to)} -> ${quote(from)} [label=${quote(reason)}];`);
  return [...lines, '}'].join('\n');
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
