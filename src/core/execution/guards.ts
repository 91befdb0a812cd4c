import type { ComponentKind } from '../../sdk/index.js';
import type { ResourceEvent } from '../engine/deployment-engine.js';
import { dataLoss, planViolated } from '../plan/errors.js';
import type { ComponentChange, Plan, ResourceChange } from '../plan/plan.js';
import { SHARED } from '../plan/resource-owner.js';
import { clearedSteps, isCleared } from './cleared-steps.js';
import { massDelete } from './errors.js';

export interface GuardRequest {
  readonly plan: Plan;
  /** Undefined where the plugin is gone: then every resource counts as data. */
  readonly kindOf: (kind: string) => ComponentKind | undefined;
  /** Addresses, or `all`. */
  readonly allowDataLoss: readonly string[];
  readonly allowMassDelete: boolean;
}

/** Stops what would lose data or everything, unless it was asked for by name. Throws DataLoss, MassDelete. */
export function guardPlan(request: GuardRequest): void {
  const { plan, allowDataLoss } = request;
  const lost = plan.changes
    .filter((c) => !allowDataLoss.includes(c.component) && !allowDataLoss.includes('all'))
    .flatMap((c) => losses(c, request));
  if (lost.length > 0) throw dataLoss(lost);
  const components = plan.changes.filter((c) => c.component !== SHARED);
  const deleted = components.filter((c) => c.action === 'delete').length;
  if (
    plan.command === 'apply' &&
    !request.allowMassDelete &&
    deleted > 1 &&
    components.every((c) => c.action === 'delete' || c.action === 'create')
  )
    throw massDelete(deleted);
}

function losses(change: ComponentChange, { kindOf }: GuardRequest): { component: string; what: string }[] {
  if (change.component === SHARED) return [];
  const kind = kindOf(change.kind);
  const holdsData = (r: ResourceChange) => r.adopted === true || isData(r.type, kind);
  return change.resources
    .filter((r) => ((r.op === 'delete' && r.retained !== true) || r.op === 'replace') && holdsData(r))
    .map((r) => ({
      component: change.component,
      what: `${r.op === 'delete' ? 'deletes' : 'replaces'} ${r.type.slice(r.type.lastIndexOf(':') + 1)} ${r.name}${r.adopted === true ? ', which was there before it was adopted' : ''}`,
    }));
}

/** Without its plugin every resource counts as data. */
function isData(type: string, kind: ComponentKind | undefined): boolean {
  return kind === undefined || (kind.stateful === true && (kind.dataTypes?.includes(type) ?? true));
}

/** Refuses every step that an approved plan does not hold. */
export function stepGuard(plan: Plan): (event: ResourceEvent) => Promise<void> {
  const cleared = clearedSteps(plan);
  return async (event) => {
    if (!isCleared(cleared, event)) throw planViolated(event.urn, event.op);
  };
}
