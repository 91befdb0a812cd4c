import { columns, type GraphModel, type GraphNode } from './graph-model.js';
import { ACTION_COLOURS } from './text-formats.js';

const BOX = { width: 220, height: 48, gapX: 110, gapY: 18, top: 64, left: 24 } as const;

interface Placed {
  readonly node: GraphNode;
  readonly x: number;
  readonly y: number;
}

/** The graph as a picture: waves as columns, what is needed to the left of what needs it. No Graphviz. */
export function svgGraph(model: GraphModel): string {
  const placed = place(model);
  const width = Math.max(320, ...[...placed.values()].map((p) => p.x + BOX.width + BOX.left));
  const height = Math.max(120, ...[...placed.values()].map((p) => p.y + BOX.height + BOX.gapY));
  const heads = columns(model).map(
    (nodes, index) =>
      `<text class="wave" x="${BOX.left + index * (BOX.width + BOX.gapX)}" y="48">wave ${nodes[0]?.wave}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(model.title)}">`,
    STYLE,
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#94a3b8"/></marker></defs>',
    `<text class="title" x="${BOX.left}" y="24">${escapeXml(model.title)}</text>`,
    ...heads,
    ...model.edges.map((edge) => edgePath(edge, placed)),
    ...[...placed.values()].map(nodeBox),
    '</svg>',
  ].join('\n');
}

const STYLE = `<style>
text{font-family:system-ui,sans-serif;fill:#0f172a}.title{font-size:16px;font-weight:600}.wave{font-size:12px;fill:#64748b}
.name{font-size:13px;font-weight:600}.kind{font-size:11px;fill:#475569}.edge{fill:none;stroke:#94a3b8;stroke-width:1.2}
.edge.critical{stroke:#2563eb;stroke-width:2}rect{rx:8;stroke-width:1.2}rect.critical{stroke-width:2.5}
@media (prefers-color-scheme:dark){svg{background:#0f172a}.title,.wave{fill:#e2e8f0}}
</style>`;

function place(model: GraphModel): ReadonlyMap<string, Placed> {
  const placed = new Map<string, Placed>();
  columns(model).forEach((nodes, column) => {
    nodes.forEach((node, row) => {
      placed.set(node.id, {
        node,
        x: BOX.left + column * (BOX.width + BOX.gapX),
        y: BOX.top + row * (BOX.height + BOX.gapY),
      });
    });
  });
  return placed;
}

function nodeBox({ node, x, y }: Placed): string {
  const { fill, stroke } = ACTION_COLOURS[node.action ?? 'none'];
  const title = `${node.id} (${node.kind})${node.action === undefined ? '' : `: ${node.action}`}`;
  return [
    `<g class="node" data-id="${escapeXml(node.id)}" data-kind="${escapeXml(node.kind)}"><title>${escapeXml(title)}</title>`,
    `<rect${node.critical ? ' class="critical"' : ''} x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" fill="${fill}" stroke="${stroke}"/>`,
    `<text class="name" x="${x + 12}" y="${y + 20}">${escapeXml(cut(node.id))}</text>`,
    `<text class="kind" x="${x + 12}" y="${y + 37}">${escapeXml(node.kind)}${node.action === undefined || node.action === 'none' ? '' : ` · ${node.action}`}</text></g>`,
  ].join('');
}

function edgePath(edge: { from: string; to: string; reason: string }, placed: ReadonlyMap<string, Placed>): string {
  const from = placed.get(edge.to);
  const to = placed.get(edge.from);
  if (from === undefined || to === undefined) return '';
  const [x1, y1] = [from.x + BOX.width, from.y + BOX.height / 2];
  const [x2, y2] = [to.x, to.y + BOX.height / 2];
  const middle = (x1 + x2) / 2;
  const critical = from.node.critical && to.node.critical ? ' critical' : '';
  const label = `${edge.from} needs ${edge.to} (${edge.reason})`;
  return `<path class="edge${critical}" data-from="${escapeXml(edge.from)}" data-to="${escapeXml(edge.to)}" marker-end="url(#arrow)" d="M${x1},${y1} C${middle},${y1} ${middle},${y2} ${x2},${y2}"><title>${escapeXml(label)}</title></path>`;
}

function cut(text: string): string {
  return text.length > 28 ? `${text.slice(0, 27)}…` : text;
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
