import type { Plan, PlannedProperty, ResourceChange } from '../plan/plan.js';
import { existingDiffers } from './errors.js';

/** Settings of the provider, of which AWS knows nothing: they never change what is there. Source: the AWS provider's documentation. */
const PROVIDER_ONLY = new Set([
  'forceDestroy',
  'forceDelete',
  'skipFinalSnapshot',
  'finalSnapshotIdentifier',
  'deleteAutomatedBackups',
  'applyImmediately',
  'allowMajorVersionUpgrade',
  'recoveryWindowInDays',
  'forceOverwriteReplicaSecret',
  'skipDestroy',
  'waitForSteadyState',
  'waitForDeployment',
]);

/** A difference that has to be looked at: an input that is there and would become another one. */
export interface Difference {
  readonly component: string;
  /** Logical name. */
  readonly resource: string;
  readonly property: PlannedProperty;
  /** It cannot be changed in place: the resource would be deleted. */
  readonly replaces: boolean;
}

/** What taking over would change of what exists. Tags are panka's to set, and settings of the provider change nothing. */
export function differencesOf(plan: Plan): readonly Difference[] {
  return plan.changes.flatMap(({ component, resources }) =>
    resources.filter(({ op }) => op === 'import').flatMap((resource) => differences(component, resource)),
  );
}

function differences(component: string, { name, changes, replaceReasons }: ResourceChange): readonly Difference[] {
  return changes.flatMap((property) => {
    const [top = ''] = property.path.split(/[.[]/);
    const replaces = property.kind.endsWith('-replace') || replaceReasons.includes(property.path);
    const isOurs = top === 'tags' || top === 'tagsAll' || PROVIDER_ONLY.has(top);
    return isOurs && !replaces ? [] : [{ component, resource: name, property, replaces }];
  });
}

/** Stops an adoption that would change what exists, unless its component is allowed to. Throws ExistingDiffers. */
export function guardExisting(plan: Plan, allowed: readonly string[]): void {
  const mayChange = (component: string) => allowed.includes('all') || allowed.includes(component);
  const refused = differencesOf(plan).filter(({ component, replaces }) => replaces || !mayChange(component));
  if (refused.length > 0) throw existingDiffers(refused);
}
