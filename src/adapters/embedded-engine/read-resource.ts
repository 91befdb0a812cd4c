import { JOURNAL_KIND } from '../../core/engine/journal-entry.js';
import { withSecretOutputs } from '../pulumi-wire/secret-outputs.js';
import { anchorDrafts } from './anchor.js';
import type { DeploymentRun } from './deployment-run.js';
import { resourceNotFound, runStopped } from './errors.js';
import type { KnownResource } from './known-resource.js';
import type { Registration } from './registration.js';
import { plainGoal, type ReadGoal } from './resource-goal.js';
import { madeResource, PLANNED, sameRecord, stateOf } from './resource-state.js';
import { announce, announceFailure, stepEvent } from './step-events.js';

/** What a read goal is for the records: a resource of someone else's. */
export function registrationOfRead(goal: ReadGoal): Registration['goal'] {
  const { parent, dependencies, additionalSecretOutputs } = goal;
  return { ...plainGoal({ ...goal, custom: true }), parent, dependencies, additionalSecretOutputs };
}

/** Looks at a resource that exists outside of the deployment. Undefined while its id isn't known. */
export async function readResource(
  run: DeploymentRun,
  registration: Registration,
  id: string | undefined,
): Promise<KnownResource | undefined> {
  const { urn, goal, old } = registration;
  const inputs = goal.inputs;
  const intended = { ...stateOf(run.codec, registration, { id, inputs, outputs: {} }), external: true };
  if (id === undefined) {
    run.unknown.add(urn);
    announce(run, stepEvent('read', intended));
    return undefined;
  }
  const outputs = await readOutputs(run, registration, id);
  const state = { ...stateOf(run.codec, registration, { id, inputs, outputs }), external: true };
  if (old && sameRecord(old.state, state)) {
    announce(run, stepEvent('read', state));
    return old;
  }
  announce(run, stepEvent('read', state));
  if (!run.journal) return madeResource(run.codec, { origin: PLANNED, state, inputs, outputs });
  const operation = run.journal.nextOperation();
  const released = old && !old.state.external && old.state.id !== id;
  await run.journal.write([
    ...anchorDrafts(run, state),
    { kind: JOURNAL_KIND.success, operationID: operation, state, ...(released ? old.deletion : old?.removal) },
  ]);
  if (released) run.outdated.add(old);
  return madeResource(run.codec, { origin: { kind: 'made', operation }, state, inputs, outputs });
}

async function readOutputs(run: DeploymentRun, registration: Registration, id: string) {
  const { urn, goal } = registration;
  const intended = stateOf(run.codec, registration, { id, inputs: goal.inputs, outputs: {} });
  try {
    const found = await run.slots.run(async () => {
      if (run.stopped) throw runStopped();
      return run.provider.read({ urn, type: goal.type, id, inputs: goal.inputs });
    });
    if (!found) throw resourceNotFound(urn, id);
    return withSecretOutputs(found.outputs, goal.inputs, goal.additionalSecretOutputs);
  } catch (error) {
    announceFailure(run, stepEvent('read', intended), error);
    throw error;
  }
}
