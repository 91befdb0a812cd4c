import type { RecordedChange } from '../plan/recorded-plan.js';
import type { DeploymentRecord, StateAddress, StateStore } from '../state/state-store.js';
import { deploymentHistory } from '../state/unrecorded-runs.js';

/** What one command between two serials had planned to do. */
export interface PlannedBetween {
  readonly serial: number;
  readonly deployment: string;
  readonly command: string;
  readonly by: string;
  readonly status: string;
  readonly startedAt: string;
  readonly changes: readonly RecordedChange[];
}

/** The deployments after `from`, up to and including `to`, oldest first; backwards the ones that would be undone. */
export async function plannedBetween(
  store: StateStore,
  at: StateAddress,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly PlannedBetween[]> {
  const [low, high] = from < to ? [from, to] : [to, from];
  const records = await deploymentHistory(store, at);
  const between = records.filter(({ serial }) => serial > low && serial <= high);
  return between.map(planned).reverse();
}

function planned({ serial, id, command, by, status, startedAt, plan, components }: DeploymentRecord): PlannedBetween {
  return { serial, deployment: id, command, by, status, startedAt, changes: plan ?? actionsOf(components) };
}

/** Older records have no plan, only what was done to each component. */
function actionsOf(components: readonly unknown[]): readonly RecordedChange[] {
  return (components as readonly Partial<RecordedChange>[])
    .filter(({ action }) => action !== undefined && action !== 'none')
    .map(({ component = '', kind = '', action }) => ({
      ...{ component, kind, action: action as RecordedChange['action'], reason: '', resources: [] },
    }));
}
