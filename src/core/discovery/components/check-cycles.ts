import { buildDag, findCycles } from '../../graph/index.js';
import type { Application, Edge } from '../../model/application.js';
import type { Place, Report } from '../problems.js';
import type { ComponentDraft } from './component-draft.js';

/** Components that wait for each other can never be deployed: each circle is named edge by edge. */
export function checkCycles(
  application: Pick<Application, 'components' | 'edges'>,
  drafts: readonly ComponentDraft[],
  report: Report,
): void {
  const addresses = drafts.map((draft) => draft.address);
  if (isAcyclic(addresses, application.edges)) return;
  for (const cycle of findCycles(buildDag(addresses, application.edges)))
    reportCycle(cycle, application, drafts, report);
}

/** Takes away what nothing is waited for by, until nothing is left. Much cheaper than looking for the circles themselves. */
function isAcyclic(addresses: readonly string[], edges: readonly Edge[]): boolean {
  const open = new Map<string, number>(addresses.map((address) => [address, 0]));
  const needs = new Map<string, string[]>();
  for (const { from, to } of edges) {
    open.set(to, (open.get(to) ?? 0) + 1);
    const list = needs.get(from);
    if (list) list.push(to);
    else needs.set(from, [to]);
  }
  const free = addresses.filter((address) => open.get(address) === 0);
  for (const address of free) {
    for (const to of needs.get(address) ?? []) {
      const left = open.get(to)! - 1;
      open.set(to, left);
      if (left === 0) free.push(to);
    }
  }
  return free.length === addresses.length;
}

function reportCycle(
  cycle: readonly string[],
  application: Pick<Application, 'components' | 'edges'>,
  drafts: readonly ComponentDraft[],
  report: Report,
): void {
  const [start, ...rest] = cycle;
  let from = start!;
  let text = from;
  for (const to of rest) {
    text += ` → ${to} (${edgeBetween(from, to, application)?.reason ?? 'needs'})`;
    from = to;
  }
  report({
    severity: 'error',
    code: 'DependencyCycle',
    message: `components need each other in a circle: ${text}`,
    place: placeOfEdge(start!, rest[0]!, application, drafts),
    component: start,
    suggestion: 'remove one of these references',
  });
}

function edgeBetween(from: string, to: string, { edges }: Pick<Application, 'edges'>): Edge | undefined {
  return edges.find((edge) => edge.from === from && edge.to === to);
}

/** Where the first reference is written: at the one that needs, or, for reversed edges, at the one that is needed. */
function placeOfEdge(
  from: string,
  to: string,
  { components }: Pick<Application, 'components'>,
  drafts: readonly ComponentDraft[],
): Place | undefined {
  for (const [owner, other] of [
    [from, to],
    [to, from],
  ]) {
    const index = drafts.findIndex((draft) => draft.address === owner);
    const reference = components[index]?.references.find(
      (one) => one.to === other && (one.edge === 'neededBy') === (owner === to),
    );
    if (reference) return drafts[index]!.place(reference.path);
  }
  return undefined;
}
