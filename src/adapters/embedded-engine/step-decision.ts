import { parsePropertyPath, pathContains, propertiesEqual } from '../../core/engine/property-path.js';
import type { PropertyMap } from '../../core/engine/property-value.js';
import type { DiffResult, PropertyDiffKind } from '../../core/engine/resource-provider.js';
import type { DeploymentRun } from './deployment-run.js';
import type { KnownResource } from './known-resource.js';
import type { Registration } from './registration.js';

export type Decision =
  | { readonly kind: 'create' | 'same' }
  | { readonly kind: 'update'; readonly diff: DiffResult }
  | { readonly kind: 'replace'; readonly diff: DiffResult; readonly deleteFirst: boolean };

const NO_DIFF: DiffResult = { changes: false, detailed: {}, replaces: [], deleteBeforeReplace: false };

/** What has to be done to a declared resource. Asks the provider, changes nothing. */
export async function decideStep(
  run: DeploymentRun,
  registration: Registration,
  inputs: PropertyMap,
): Promise<Decision> {
  const { old, goal } = registration;
  if (!old) return { kind: 'create' };
  const diff = await diffResource(run, { registration, old, inputs });
  if (old.state.pendingReplacement) return { kind: 'replace', diff, deleteFirst: true };
  if (diff.replaces.length > 0) {
    return { kind: 'replace', diff, deleteFirst: goal.deleteBeforeReplace ?? diff.deleteBeforeReplace };
  }
  const unfinished = (old.state.initErrors ?? []).length > 0;
  return diff.changes || unfinished ? { kind: 'update', diff } : { kind: 'same' };
}

interface Compared {
  readonly registration: Registration;
  readonly old: KnownResource;
  readonly inputs: PropertyMap;
}

async function diffResource(run: DeploymentRun, { registration, old, inputs }: Compared): Promise<DiffResult> {
  const { goal, urn } = registration;
  const because = forcedReplacement(run, registration, old);
  if (because !== undefined) return { ...NO_DIFF, changes: true, replaces: [because] };
  if (!goal.custom) return { ...NO_DIFF, changes: !propertiesEqual(old.inputs, inputs) };
  const diff = await run.provider.diff({
    urn,
    type: goal.type,
    id: old.state.id ?? '',
    oldInputs: old.inputs,
    oldOutputs: old.outputs,
    newInputs: inputs,
    ignoreChanges: goal.ignoreChanges,
  });
  return withReplaceOnChanges(diff, goal.replaceOnChanges);
}

/** Reasons to replace that no provider decides. */
function forcedReplacement(run: DeploymentRun, { goal }: Registration, old: KnownResource): string | undefined {
  if (old.state.custom !== goal.custom) return 'provider';
  if (old.state.external) return 'external';
  if (goal.replaceWith.some((urn) => run.replaced.has(urn))) return 'replaceWith';
  if (goal.deletedWith !== undefined && run.replaced.has(goal.deletedWith)) return 'deletedWith';
  return undefined;
}

/** The diff with every change below one of the paths made a reason to replace. */
export function withReplaceOnChanges(diff: DiffResult, replaceOnChanges: readonly string[]): DiffResult {
  if (!diff.changes || replaceOnChanges.length === 0) return diff;
  const patterns = replaceOnChanges.map(parsePropertyPath);
  const named = Object.keys(diff.detailed).filter((text) => {
    const path = parsePropertyPath(text);
    return patterns.some((pattern) => pathContains(pattern, path));
  });
  const detailed = { ...diff.detailed };
  for (const path of named) detailed[path] = replacing(detailed[path] as PropertyDiffKind);
  return { ...diff, detailed, replaces: [...new Set([...diff.replaces, ...named])] };
}

function replacing(kind: PropertyDiffKind): PropertyDiffKind {
  return kind.endsWith('-replace') ? kind : (`${kind}-replace` as PropertyDiffKind);
}
