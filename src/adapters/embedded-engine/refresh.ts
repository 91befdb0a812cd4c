import type { PropertyChange, ResourceOp } from '../../core/engine/deployment-engine.js';
import { JOURNAL_KIND } from '../../core/engine/journal-entry.js';
import { propertiesEqual } from '../../core/engine/property-path.js';
import type { PropertyMap } from '../../core/engine/property-value.js';
import type { PropertyDiffKind, ResourceResult } from '../../core/engine/resource-provider.js';
import { isProviderType } from '../../core/engine/urn.js';
import type { DeploymentRun } from './deployment-run.js';
import { propertyChanges } from './diff-display.js';
import type { EntryDraft } from './journal-writer.js';
import type { KnownResource } from './known-resource.js';
import { type Observed, observe } from './observed-state.js';
import { announce, announceFailure, stepEvent } from './step-events.js';

/** How drift is told: on its own as what it does to the record, before another verb as what it is. */
export interface RefreshOps {
  readonly changed: ResourceOp;
  readonly vanished: ResourceOp;
}

/**
 * Reads every deployed resource and takes what is found into the record; what is gone is taken out. The run goes on from
 * there. A resource that can't be read is a failure and keeps its record.
 */
export async function refreshBase(run: DeploymentRun, ops: RefreshOps): Promise<void> {
  const readable = run.base.all.filter((resource) => isReadable(run, resource));
  const drafts = await Promise.all(readable.map((resource) => refreshOne(run, resource, ops)));
  const found = drafts.flat();
  if (found.length === 0) return;
  await run.record([...found, { kind: JOURNAL_KIND.rebuiltBaseState, operationID: 0 }]);
  run.rebase();
}

function isReadable(run: DeploymentRun, { state }: KnownResource): boolean {
  return state.custom && !isProviderType(state.type) && !state.pendingReplacement && run.isTarget(state);
}

async function refreshOne(run: DeploymentRun, resource: KnownResource, ops: RefreshOps): Promise<EntryDraft[]> {
  try {
    const found = await run.slots.run(async () => (run.stopped ? 'stopped' : readNow(run, resource)));
    if (found === 'stopped') return [];
    return found ? await takeIn(run, { resource, found }, ops.changed) : takeOut(run, resource, ops.vanished);
  } catch (error) {
    run.fail(error, resource.urn);
    announceFailure(run, stepEvent('refresh', resource.state), error);
    return [];
  }
}

function readNow(run: DeploymentRun, { state, urn, inputs }: KnownResource): Promise<ResourceResult | undefined> {
  return run.provider.read({ urn, type: state.type, id: state.id ?? '', inputs });
}

async function takeIn(
  run: DeploymentRun,
  { resource, found }: { readonly resource: KnownResource; readonly found: ResourceResult },
  op: ResourceOp,
): Promise<EntryDraft[]> {
  const observed = observe(run.codec, resource, found);
  if (!observed.changed) {
    announce(run, stepEvent('same', resource.state));
    return [];
  }
  const diffs = await driftOf(run, resource, observed);
  announce(run, diffs.length === 0 ? stepEvent('same', observed.state) : stepEvent(op, observed.state, { diffs }));
  const operationID = run.nextOperation();
  return [
    { kind: JOURNAL_KIND.refreshSuccess, operationID, state: observed.state, isRefresh: true, ...resource.removal },
  ];
}

function takeOut(run: DeploymentRun, resource: KnownResource, op: ResourceOp): EntryDraft[] {
  const { id } = resource.state;
  const diffs: PropertyChange[] = [{ path: 'id', kind: 'delete', before: JSON.stringify(id) }];
  announce(run, stepEvent(op, resource.state, { diffs }));
  const operationID = run.nextOperation();
  return [{ kind: JOURNAL_KIND.refreshSuccess, operationID, isRefresh: true, ...resource.removal }];
}

/** The differences by which the cloud moved away from the record; of outputs only where no input differs. */
async function driftOf(run: DeploymentRun, resource: KnownResource, observed: Observed): Promise<PropertyChange[]> {
  const { state, urn, inputs, outputs } = resource;
  const waitsFor = (): readonly string[] => [];
  if (!state.external) {
    const back = await run.provider.diff({
      urn,
      type: state.type,
      id: state.id ?? '',
      oldInputs: observed.inputs,
      oldOutputs: observed.outputs,
      newInputs: inputs,
      ignoreChanges: state.ignoreChanges ?? [],
    });
    const detailed = invert(back.detailed);
    if (Object.keys(detailed).length > 0) {
      return propertyChanges({ detailed, oldInputs: inputs, oldOutputs: {}, newInputs: observed.inputs, waitsFor });
    }
  }
  const detailed = topLevelDiff(outputs, observed.outputs);
  return propertyChanges({ detailed, oldInputs: outputs, oldOutputs: {}, newInputs: observed.outputs, waitsFor });
}

const INVERSE: Readonly<Record<string, PropertyDiffKind>> = { add: 'delete', delete: 'add', update: 'update' };

/** The provider says how to get from the cloud to the record; drift went the other way. */
function invert(detailed: Readonly<Record<string, PropertyDiffKind>>): Record<string, PropertyDiffKind> {
  return Object.fromEntries(
    Object.entries(detailed).map(([path, kind]) => [path, INVERSE[kind.replace('-replace', '')] ?? 'update']),
  );
}

function topLevelDiff(olds: PropertyMap, news: PropertyMap): Record<string, PropertyDiffKind> {
  const differing = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
    (key) => !propertiesEqual(olds[key], news[key]),
  );
  return Object.fromEntries(differing.map((key) => [key, key in olds ? (key in news ? 'update' : 'delete') : 'add']));
}
