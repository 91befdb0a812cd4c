import type { Plan } from '../plan/plan.js';
import type { StackState } from '../state/state-store.js';
import {
  type ComponentResult,
  type DeploymentOutcome,
  type DeploymentStatus,
  outcomeOf,
} from './deployment-outcome.js';
import type { DeploymentPorts } from './ports.js';

export interface CombineRequest {
  readonly ports: Pick<DeploymentPorts, 'run' | 'target'>;
  /** The plan of all units. */
  readonly plan: Plan;
  /** In the order of the runs; a unit may have run twice. */
  readonly outcomes: readonly DeploymentOutcome[];
  /** Components that were not begun → what they need and failed. */
  readonly skipped: ReadonlyMap<string, string>;
  readonly interrupted: boolean;
  readonly state: StackState | undefined;
  readonly startedAt: number;
}

/** What an apply or destroy of several units did, in the shape of one. */
export function combineOutcomes(request: CombineRequest): DeploymentOutcome {
  const { outcomes, plan, skipped } = request;
  const status = statusOf(request);
  const frame = outcomeOf({ ...request, status, plan: { ...plan, changes: [] } });
  const results = new Map(outcomes.flatMap((o) => o.components.map((c) => [c.component, c] as const)));
  const ran = new Set(outcomes.flatMap((o) => o.unverified));
  return {
    ...frame,
    components: plan.changes.map((change) => results.get(change.component) ?? notRun(change, skipped)),
    resources: sum(outcomes.map((o) => o.resources)),
    verified: outcomes.reduce((total, o) => total + o.verified, 0),
    unverified: [...ran],
    recovered: outcomes.some((o) => o.recovered),
    retained: outcomes.flatMap((o) => o.retained),
    errors: outcomes.flatMap((o) => o.errors),
  };
}

function statusOf({ outcomes, skipped, interrupted }: CombineRequest): DeploymentStatus {
  const all = new Set(outcomes.map(({ status }) => status));
  if (interrupted || all.has('interrupted')) return 'interrupted';
  if (all.has('failed') || skipped.size > 0) return 'failed';
  return all.has('succeeded') ? 'succeeded' : 'nothing-to-do';
}

function notRun(change: Plan['changes'][number], skipped: ReadonlyMap<string, string>): ComponentResult {
  const { component, kind, action, wave } = change;
  const because = skipped.get(component);
  const status =
    because !== undefined ? 'skipped' : action === 'none' ? 'unchanged' : action === 'delete' ? 'kept' : 'skipped';
  const error = because === undefined ? {} : { error: { message: `"${because}" failed` } };
  return { component, kind, action, wave, status, durationMs: 0, ...error };
}

function sum(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const one of counts) for (const [op, n] of Object.entries(one)) total[op] = (total[op] ?? 0) + n;
  return total;
}
