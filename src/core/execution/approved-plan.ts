import type { Plan, ResourceChange } from '../plan/plan.js';

/**
 * True when everything that `plan` would do is in a plan that was approved before. What was unknown then may turn out to be
 * less than it could have been: nothing, or an update where a replacement was shown.
 */
export function isCovered(plan: Plan, approved: Plan): boolean {
  const shown = new Map(
    approved.changes.flatMap(({ resources }) => resources.map(({ urn, op }) => [urn, op] as const)),
  );
  const covers = ({ urn, op }: ResourceChange) =>
    op === 'same' || op === 'read' || shown.get(urn) === op || (op === 'update' && shown.get(urn) === 'replace');
  return plan.changes.every(({ resources }) => resources.every(covers));
}
