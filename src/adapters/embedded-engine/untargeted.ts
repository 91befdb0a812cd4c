import { parseProviderRef } from '../../core/engine/urn.js';
import { createResource } from './apply-steps.js';
import type { DeploymentRun } from './deployment-run.js';
import { dependsOnUntargeted } from './errors.js';
import type { Registration } from './registration.js';
import { stateOf } from './resource-state.js';
import { announceSkipped, stepEvent } from './step-events.js';

/** A new resource outside of the targets: not made. Its outputs are unknown to the program. */
export function skipUntargeted(run: DeploymentRun, registration: Registration): void {
  const { urn, goal } = registration;
  run.skipped.add(urn);
  if (!goal.custom) run.skippedComponents.set(urn, registration);
  const state = stateOf(run.codec, registration, { inputs: {}, outputs: {} });
  announceSkipped(run, stepEvent('create', state));
}

/** Refuses a target that needs what was skipped; a component above it is made instead, as nothing but a record. */
export async function requireDependencies(run: DeploymentRun, { urn, goal, provider }: Registration): Promise<void> {
  if (goal.parent !== undefined) await recordSkippedParent(run, goal.parent);
  const needed = [
    ...goal.dependencies,
    ...Object.values(goal.propertyDependencies).flat(),
    ...(goal.parent === undefined ? [] : [goal.parent]),
    ...(goal.deletedWith === undefined ? [] : [goal.deletedWith]),
    ...(provider === undefined ? [] : [parseProviderRef(provider).urn]),
  ];
  const missing = needed.find((other) => run.skipped.has(other));
  if (missing !== undefined) throw dependsOnUntargeted(urn, missing);
}

async function recordSkippedParent(run: DeploymentRun, parent: string): Promise<void> {
  const registration = run.skippedComponents.get(parent);
  if (!registration) return;
  run.skippedComponents.delete(parent);
  if (registration.goal.parent !== undefined) await recordSkippedParent(run, registration.goal.parent);
  run.skipped.delete(parent);
  run.current.set(parent, await createResource(run, { registration, inputs: registration.goal.inputs }));
}
