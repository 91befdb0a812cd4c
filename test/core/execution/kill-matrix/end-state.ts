import type { StoredResource } from '../../../../src/adapters/sandbox-cloud/stored-resource.js';
import type { StateStore } from '../../../../src/core/state/state-store.js';
import { AT } from '../unit-project.js';

/** Where a stack is deployed. */
interface Place {
  readonly state: () => StateStore;
  readonly cloud: () => readonly StoredResource[];
}

export interface EndState {
  readonly cloud: readonly unknown[];
  readonly components: Readonly<Record<string, unknown>>;
  /** Id and URN of every resource of the checkpoints. */
  readonly recorded: readonly string[];
  readonly pending: number;
  readonly openUpdates: number;
}

/** What counts when all is done; times, serials and fences do not. */
export async function endState(stage: Place): Promise<EndState> {
  const state = stage.state();
  const head = await state.readState(AT);
  const recorded: string[] = [];
  let pending = 0;
  let openUpdates = 0;
  for (const unit of (await state.units.list?.(AT)) ?? []) {
    const checkpoint = await state.units.readCheckpoint(AT, unit);
    const deployment = checkpoint.found ? checkpoint.value : undefined;
    for (const { id, urn, type, delete: isOld } of deployment?.resources ?? [])
      recorded.push(`${unit} ${urn} ${isMadeUp(type) ? '' : (id ?? '')}${isOld === true ? ' to be deleted' : ''}`);
    pending += deployment?.pending_operations?.length ?? 0;
    const applied = head.found ? (head.value.units[unit]?.appliedUpdate ?? 0) : 0;
    openUpdates += (await state.units.readUpdates(AT, unit, applied)).length;
  }
  const components = head.found ? head.value.components : {};
  return {
    cloud: stage
      .cloud()
      .map(({ type, id, owner, inputs }) => ({ type, id, owner, inputs }))
      .sort((a, b) => (`${a.type} ${a.id}` < `${b.type} ${b.id}` ? -1 : 1)),
    components: Object.fromEntries(
      Object.entries(components).map(([address, { deployedAt: _, ...record }]) => [
        address,
        { ...record, resources: [...record.resources].sort() },
      ]),
    ),
    recorded: recorded.sort(),
    pending,
    openUpdates,
  };
}

/** Providers have ids that Pulumi makes up anew. */
function isMadeUp(type: string): boolean {
  return type.startsWith('pulumi:');
}
