import { criticalPath } from '../../core/graph/index.js';
import type { Application } from '../../core/model/application.js';
import { componentDag, componentWaves } from '../../core/model/component-waves.js';
import type { Action, Plan } from '../../core/plan/plan.js';

export interface GraphNode {
  readonly id: string;
  readonly kind: string;
  readonly wave: number;
  /** On the longest chain of needs. */
  readonly critical: boolean;
  /** From a plan; undefined without one. */
  readonly action?: Action;
}

/** `from` needs `to`. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

export interface GraphModel {
  readonly title: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** What every graph format draws. One edge per pair: its reasons joined. */
export function graphModel(application: Application, plan?: Plan): GraphModel {
  const waves = componentWaves(application);
  const critical = new Set(criticalPath(componentDag(application)));
  const actions = new Map(plan?.changes.map((c) => [c.component, c.action]));
  const nodes = application.components
    .map(({ address, kind }) => ({
      id: address,
      kind,
      wave: waves.get(address) ?? 0,
      critical: critical.has(address) && critical.size > 1,
      ...(plan === undefined ? {} : { action: actions.get(address) ?? ('none' as const) }),
    }))
    .sort((a, b) => a.wave - b.wave || (a.id < b.id ? -1 : 1));
  return {
    title: `${application.stack.name} · ${application.environment.name}`,
    nodes,
    edges: mergedEdges(application),
  };
}

function mergedEdges(application: Application): GraphEdge[] {
  const reasons = new Map<string, { from: string; to: string; reasons: Set<string> }>();
  for (const { from, to, reason } of application.edges) {
    const key = `${from} ${to}`;
    const edge = reasons.get(key) ?? { from, to, reasons: new Set() };
    reasons.set(key, edge);
    edge.reasons.add(reason);
  }
  return [...reasons.values()]
    .map(({ from, to, reasons: all }) => ({ from, to, reason: [...all].sort().join(', ') }))
    .sort((a, b) => (a.from === b.from ? (a.to < b.to ? -1 : 1) : a.from < b.from ? -1 : 1));
}

/** Nodes by wave, first wave first. */
export function columns(model: GraphModel): readonly (readonly GraphNode[])[] {
  const byWave = new Map<number, GraphNode[]>();
  for (const node of model.nodes) {
    const column = byWave.get(node.wave);
    if (column === undefined) byWave.set(node.wave, [node]);
    else column.push(node);
  }
  return [...byWave].sort(([a], [b]) => a - b).map(([, nodes]) => nodes);
}
