import type { ResourceV3 } from '../engine/deployment-v3.js';
import type { Plan } from '../plan/plan.js';
import { isKeptKey, type KeptKeysRequest, keptKeys } from './kept-keys.js';

/** Says of the deletes of a plan which only leave the state: what is retained, and keys that kept data is encrypted by. */
export function withRetained(plan: Plan, request: Omit<KeptKeysRequest, 'isDoomed'>): Plan {
  const leaving = plan.changes.flatMap(({ resources }) =>
    resources.flatMap(({ urn, op }) => (op === 'delete' || op === 'replace' ? [urn] : [])),
  );
  if (leaving.length === 0) return plan;
  const doomed = new Set(leaving);
  const keys = keptKeys({ ...request, isDoomed: (urn) => doomed.has(urn) });
  const stays = (one: ResourceV3) => one.retainOnDelete === true || isKeptKey(one, keys);
  const retained = new Set(request.resources.filter(stays).map(({ urn }) => urn));
  const changes = plan.changes.map((change) => ({
    ...change,
    resources: change.resources.map((one) =>
      one.op === 'delete' && retained.has(one.urn) ? { ...one, retained: true as const } : one,
    ),
  }));
  return { ...plan, changes };
}
