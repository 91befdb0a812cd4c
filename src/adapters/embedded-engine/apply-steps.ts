import type { ResourceOp } from '../../core/engine/deployment-engine.js';
import type { OperationType, ResourceV3 } from '../../core/engine/deployment-v3.js';
import { JOURNAL_KIND } from '../../core/engine/journal-entry.js';
import { containsUnknown } from '../../core/engine/property-path.js';
import type { PropertyMap } from '../../core/engine/property-value.js';
import type { DiffResult, ResourceResult } from '../../core/engine/resource-provider.js';
import { withSecretOutputs } from '../pulumi-wire/secret-outputs.js';
import { anchorDrafts } from './anchor.js';
import type { DeploymentRun } from './deployment-run.js';
import { propertyChanges } from './diff-display.js';
import { startChanging } from './frozen.js';
import type { EntryDraft } from './journal-writer.js';
import type { KnownResource } from './known-resource.js';
import { mutate } from './mutation.js';
import type { Registration } from './registration.js';
import { madeResource, PLANNED, sameRecord, stateOf } from './resource-state.js';
import { announce, type EventExtras, stepEvent } from './step-events.js';

/** What a create or update needs beyond the registration. */
export interface StepInput {
  readonly registration: Registration;
  readonly inputs: PropertyMap;
}

interface Call {
  readonly op: ResourceOp;
  readonly type: OperationType;
  readonly extras?: EventExtras;
  /** Id before the call, for an update. */
  readonly id?: string;
  readonly perform: (preview: boolean) => Promise<ResourceResult>;
  /** Inputs to record where the call fails and leaves a resource, if not those it was given. */
  readonly inputsOnFailure?: PropertyMap;
  /** What else the journal says with the new record. */
  readonly consequences?: () => Partial<EntryDraft>;
  readonly created?: string;
}

/** Nothing to do at the provider. The record is written only if it says more than before. */
export function keepSame(run: DeploymentRun, { registration, inputs }: StepInput, old: KnownResource): KnownResource {
  const { outputs } = old;
  const built = stateOf(run.codec, registration, { id: old.state.id, inputs, outputs });
  announce(run, stepEvent('same', built));
  if (sameRecord(old.state, built) || run.frozen.has(old)) return old;
  const state = { ...built, ...timesOf(old.state) };
  if (!run.journal) return madeResource(run.codec, { origin: PLANNED, state, inputs, outputs });
  const operationID = run.journal.nextOperation();
  run.journal.writeLater([
    ...anchorDrafts(run, state),
    { kind: JOURNAL_KIND.success, operationID, state, ...old.removal },
  ]);
  return madeResource(run.codec, { origin: { kind: 'made', operation: operationID }, state, inputs, outputs });
}

export function createResource(
  run: DeploymentRun,
  step: StepInput,
  replacing?: { readonly extras: EventExtras; readonly consequences: () => Partial<EntryDraft> },
): Promise<KnownResource> {
  const { urn, goal } = step.registration;
  const timeout = goal.customTimeouts?.create;
  return callProvider(run, step, {
    op: replacing ? 'create-replacement' : 'create',
    type: 'creating',
    ...replacing,
    perform: (preview) => run.provider.create({ urn, type: goal.type, inputs: step.inputs, preview, timeout }),
  });
}

export function updateResource(
  run: DeploymentRun,
  step: StepInput,
  change: { readonly old: KnownResource; readonly diff: DiffResult },
): Promise<KnownResource> {
  const { urn, goal } = step.registration;
  const { old } = change;
  startChanging(run, old);
  const id = old.state.id ?? '';
  const { inputs: oldInputs, outputs: oldOutputs } = old;
  const request = {
    urn,
    type: goal.type,
    inputs: step.inputs,
    timeout: goal.customTimeouts?.update,
    id,
    oldInputs,
    oldOutputs,
  };
  return callProvider(run, step, {
    op: 'update',
    type: 'updating',
    id,
    extras: { diffs: changesOf(run, step, change) },
    perform: (preview) => run.provider.update({ ...request, preview }),
    // As Pulumi does: the next run sees what is still to be changed.
    inputsOnFailure: oldInputs,
    consequences: () => old.removal,
    created: old.state.created,
  });
}

export function changesOf(
  run: DeploymentRun,
  { registration, inputs }: StepInput,
  { old, diff }: { readonly old: KnownResource; readonly diff: DiffResult },
): EventExtras['diffs'] {
  return propertyChanges({
    detailed: diff.detailed,
    oldInputs: old.inputs,
    oldOutputs: old.outputs,
    newInputs: inputs,
    waitsFor: (property) => {
      const urns = registration.goal.propertyDependencies[property] ?? [];
      const unknown = urns.filter((urn) => run.unknown.has(urn));
      return unknown.length > 0 ? unknown : urns;
    },
  });
}

async function callProvider(run: DeploymentRun, step: StepInput, call: Call): Promise<KnownResource> {
  const { registration } = step;
  if (!registration.goal.custom) return recordComponent(run, step, call);
  const intended = stateOf(run.codec, registration, { id: call.id, inputs: step.inputs, outputs: {} });
  const event = stepEvent(call.op, intended, call.extras);
  if (run.preview) {
    const result = await call.perform(true);
    announce(run, event);
    return previewed(run, step, { result, id: call.id });
  }
  let made: KnownResource | undefined;
  await mutate(run, {
    event,
    operation: { resource: intended, type: call.type },
    perform: () => call.perform(false),
    success: (result, operation) => {
      const record = recordOf(run, step, { result, call });
      made = madeResource(run.codec, { origin: { kind: 'made', operation }, ...record });
      return [{ kind: JOURNAL_KIND.success, operationID: operation, state: record.state, ...call.consequences?.() }];
    },
    incomplete: ({ result, reasons }, operationID) => {
      const inputs = call.inputsOnFailure ?? step.inputs;
      const { state: left } = recordOf(run, { registration, inputs }, { result, call });
      const state = { ...left, initErrors: [...reasons] };
      return [{ kind: JOURNAL_KIND.success, operationID, state, ...call.consequences?.() }];
    },
  });
  return made as unknown as KnownResource;
}

function recordOf(
  run: DeploymentRun,
  { registration, inputs }: StepInput,
  { result, call }: { readonly result: ResourceResult; readonly call: Call },
): { state: ResourceV3; inputs: PropertyMap; outputs: PropertyMap } {
  const outputs = withSecretOutputs(result.outputs, inputs, registration.goal.additionalSecretOutputs);
  const now = new Date().toISOString();
  const state = stateOf(run.codec, registration, { id: result.id || call.id, inputs, outputs });
  return { state: { ...state, created: call.created ?? now, modified: now }, inputs, outputs };
}

/** What the program sees of a resource that would be made or changed. */
function previewed(
  run: DeploymentRun,
  { registration, inputs }: StepInput,
  { result, id }: { readonly result: ResourceResult; readonly id?: string },
): KnownResource {
  const outputs = withSecretOutputs(result.outputs, inputs, registration.goal.additionalSecretOutputs);
  if (id === undefined || containsUnknown(outputs)) run.unknown.add(registration.urn);
  const state = stateOf(run.codec, registration, { id, inputs, outputs: {} });
  return madeResource(run.codec, { origin: PLANNED, state, inputs, outputs });
}

/** A component exists in the record only. Its outputs come later, by `registerResourceOutputs`. */
async function recordComponent(run: DeploymentRun, step: StepInput, call: Call): Promise<KnownResource> {
  const { registration, inputs } = step;
  const { old } = registration;
  const outputs = old?.outputs ?? {};
  const now = new Date().toISOString();
  const built = stateOf(run.codec, registration, { inputs, outputs });
  const state = { ...built, created: call.created ?? now, modified: now };
  announce(run, stepEvent(call.op, state, call.extras));
  if (!run.journal) return madeResource(run.codec, { origin: PLANNED, state, inputs, outputs });
  const operation = run.journal.nextOperation();
  run.journal.writeLater([
    ...anchorDrafts(run, state),
    { kind: JOURNAL_KIND.success, operationID: operation, state, ...call.consequences?.() },
  ]);
  return madeResource(run.codec, { origin: { kind: 'made', operation }, state, inputs, outputs });
}

function timesOf(state: ResourceV3): Pick<ResourceV3, 'created' | 'modified'> {
  return {
    ...(state.created !== undefined && { created: state.created }),
    ...(state.modified !== undefined && { modified: state.modified }),
  };
}
