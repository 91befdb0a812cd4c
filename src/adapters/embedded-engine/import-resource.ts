import { JOURNAL_KIND } from '../../core/engine/journal-entry.js';
import type { ResourceResult } from '../../core/engine/resource-provider.js';
import { withSecretOutputs } from '../pulumi-wire/secret-outputs.js';
import type { DeploymentRun } from './deployment-run.js';
import { resourceNotFound } from './errors.js';
import { startChanging } from './frozen.js';
import type { KnownResource } from './known-resource.js';
import { mutate } from './mutation.js';
import type { Registration } from './registration.js';
import { madeResource, PLANNED, stateOf } from './resource-state.js';
import { announce, stepEvent } from './step-events.js';

/** True when the goal names an existing resource that isn't the one deployed already. */
export function needsImport({ goal, old }: Registration): boolean {
  if (!goal.custom || goal.importId === undefined) return false;
  return !old || old.state.external === true || (old.state.importID ?? old.state.id) !== goal.importId;
}

/** Reads an existing resource and takes it over as it is; what the program wants different is then an update. */
export async function importResource(run: DeploymentRun, registration: Registration): Promise<KnownResource> {
  const { urn, goal, old } = registration;
  const id = goal.importId as string;
  const intended = stateOf(run.codec, registration, { id, inputs: goal.inputs, outputs: {} });
  const event = stepEvent('import', intended);
  const read = async (): Promise<ResourceResult> => {
    const found = await run.provider.read({ urn, type: goal.type, id });
    if (!found) throw resourceNotFound(urn, id);
    return found;
  };
  if (!run.journal) {
    const found = await read();
    announce(run, event);
    announceReplaced(run, old, urn);
    return adopted(run, registration, found);
  }
  if (old) startChanging(run, old);
  let made: KnownResource | undefined;
  await mutate(run, {
    event,
    operation: { resource: intended, type: 'importing' },
    perform: read,
    success: (found, operation) => {
      made = adopted(run, registration, found, operation);
      return [{ kind: JOURNAL_KIND.success, operationID: operation, state: made.state, ...old?.deletion }];
    },
  });
  announceReplaced(run, old, urn);
  if (old) run.outdated.add(old);
  return made as unknown as KnownResource;
}

/** What was deployed under this name gives way to what is taken over. */
function announceReplaced(run: DeploymentRun, old: KnownResource | undefined, urn: string): void {
  if (old) announce(run, stepEvent('replace', { ...old.state, urn }));
}

function adopted(
  run: DeploymentRun,
  registration: Registration,
  found: ResourceResult,
  operation?: number,
): KnownResource {
  const inputs = found.inputs ?? {};
  const outputs = withSecretOutputs(found.outputs, registration.goal.inputs, registration.goal.additionalSecretOutputs);
  const now = new Date().toISOString();
  const state = { ...stateOf(run.codec, registration, { id: found.id, inputs, outputs }), created: now, modified: now };
  const origin = operation === undefined ? PLANNED : ({ kind: 'made', operation } as const);
  return madeResource(run.codec, { origin, state, inputs, outputs });
}
