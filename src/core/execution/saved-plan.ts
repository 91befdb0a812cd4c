import { planStale } from '../plan/errors.js';
import type { Plan, PlanBasis } from '../plan/plan.js';

/** Refuses a saved plan whose basis is not today's: manifests, state, plugins or target differ. Throws PlanStale. */
export function checkSavedPlan(plan: Plan | undefined, now: PlanBasis): void {
  if (plan === undefined) return;
  const differences = basisDifferences(plan.basis, now);
  if (differences.length > 0) throw planStale(differences);
}

export function basisDifferences(planned: PlanBasis, now: PlanBasis): string[] {
  const differences: string[] = [];
  if (planned.manifests !== now.manifests) differences.push('the manifests or variables have changed');
  if (planned.lineage !== now.lineage && planned.lineage !== undefined) differences.push('the state is another one');
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
