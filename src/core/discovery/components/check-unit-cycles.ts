import { findCycles } from '../../graph/index.js';
import type { Application, Edge } from '../../model/application.js';
import { edgesBetweenUnits, lockGranularityOf, unitDag, unitOf } from '../../model/deployment-units.js';
import { addressOf } from '../../model/state-address.js';
import type { Report } from '../problems.js';
import type { ComponentDraft } from './component-draft.js';

/** Units that need each other could only be deployed together: each circle is named with the references that make it. */
export function checkUnitCycles(application: Stack, drafts: readonly ComponentDraft[], report: Report): void {
  const granularity = lockGranularityOf(application);
  if (granularity === 'stack') return;
  const at = addressOf(application);
  const nameOf = (address: string) => unitOf(granularity, at, address).name;
  const edges = edgesBetweenUnits(granularity, application);
  for (const cycle of findCycles(unitDag(granularity, application))) {
    const made = cycle.slice(1).flatMap((to, index) => {
      const edge = edges.find((one) => nameOf(one.from) === cycle[index] && nameOf(one.to) === to);
      return edge === undefined ? [] : [edge];
    });
    reportCycle({ application, drafts, report, granularity }, made);
  }
}

type Stack = Pick<Application, 'stack' | 'environment' | 'components' | 'edges'>;

interface Cycles {
  readonly application: Stack;
  readonly drafts: readonly ComponentDraft[];
  readonly report: Report;
  readonly granularity: string;
}

function reportCycle({ application, drafts, report, granularity }: Cycles, edges: readonly Edge[]): void {
  const text = edges.map(({ from, to, reason, source }) => {
    const place = source === undefined ? '' : `, ${source.file}:${source.line}`;
    return `${from} → ${to} (${reason}${place})`;
  });
  report({
    severity: 'error',
    code: 'UnitCycle',
    message: `with lockGranularity "${granularity}" units of deployment need each other in a circle: ${text.join('; ')}`,
    place: placeOf(edges, application, drafts),
    component: edges[0]?.from,
    suggestion: 'remove one of these references, put the components into one service, or use lockGranularity: stack',
  });
}

function placeOf(edges: readonly Edge[], { components }: Stack, drafts: readonly ComponentDraft[]) {
  for (const { from, to } of edges) {
    const index = drafts.findIndex((draft) => draft.address === from);
    const reference = components[index]?.references.find((one) => one.to === to && one.edge !== 'neededBy');
    if (reference !== undefined) return drafts[index]?.place(reference.path);
  }
  return undefined;
}
