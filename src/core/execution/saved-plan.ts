import { planStale } from '../plan/errors.js';
import type { Plan, PlanBasis } from '../plan/plan.js';
import type { StackState } from '../state/state-store.js';

/** Refuses a saved plan whose basis is not today's: manifests, state, plugins or target differ. Throws PlanStale. */
export function checkSavedPlan(plan: Plan | undefined, now: PlanBasis): void {
  if (plan === undefined) return;
  const differences = basisDifferences(plan.basis, now);
  if (differences.length > 0) throw planStale(differences);
}

/** The same for one unit at a time: those before it have moved on, by this very run. Throws PlanStale. */
export function checkSavedUnit(plan: Plan | undefined, unit: string, state: StackState | undefined): void {
  const planned = plan?.basis.units?.[unit];
  const now = state?.units[unit]?.appliedUpdate ?? 0;
  if (planned !== undefined && planned !== now) throw planStale([unitMoved(unit, planned, now)]);
}

function basisDifferences(planned: PlanBasis, now: PlanBasis): string[] {
  const differences: string[] = [];
  if (planned.manifests !== now.manifests) differences.push('the manifests or variables have changed');
  if (planned.lineage !== now.lineage && planned.lineage !== undefined) differences.push('the state is another one');
  else if (planned.units !== undefined || now.units !== undefined) differences.push(...unitDifferences(planned, now));
  else if (planned.serial !== now.serial)
    differences.push(`the state has moved from serial ${planned.serial} to ${now.serial}`);
  for (const name of new Set([...Object.keys(planned.plugins), ...Object.keys(now.plugins)]))
    if (planned.plugins[name] !== now.plugins[name])
      differences.push(
        `plugin ${name} is ${now.plugins[name] ?? 'gone'}, planned with ${planned.plugins[name] ?? 'none'}`,
      );
  const target = (b: PlanBasis) => `${b.target.name} ${b.target.account}/${b.target.region}`;
  if (target(planned) !== target(now)) differences.push(`the target is ${target(now)}, planned for ${target(planned)}`);
  return differences;
}

function unitDifferences(planned: PlanBasis, now: PlanBasis): string[] {
  return Object.entries(planned.units ?? {}).flatMap(([unit, update]) => {
    const current = now.units?.[unit];
    return current === update ? [] : [unitMoved(unit, update, current)];
  });
}

function unitMoved(unit: string, planned: number, now: number | undefined): string {
  return now === undefined
    ? `the stack is not deployed in units like ${unit} any more`
    : `the unit ${unit} has moved from update ${planned} to ${now}`;
}
