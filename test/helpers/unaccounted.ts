import type { StoredResource } from '../../src/adapters/sandbox-cloud/stored-resource.js';
import { replayJournal } from '../../src/core/engine/replay.js';
import { readMark } from '../../src/core/state/checkpoint-mark.js';
import type { StateAddress, StateStore } from '../../src/core/state/state-store.js';

/** Resources of the simulated cloud that neither a checkpoint nor a journal knows of: orphans, were the run to end here. */
export async function unaccounted(
  state: StateStore,
  at: StateAddress,
  cloud: readonly Pick<StoredResource, 'id' | 'owner'>[],
): Promise<readonly string[]> {
  const head = await state.readState(at);
  const ids = new Set<string>();
  const begun = new Set<string>();
  for (const unit of (await state.units.list?.(at)) ?? []) {
    const checkpoint = await state.units.readCheckpoint(at, unit);
    let deployment = checkpoint.found ? checkpoint.value : undefined;
    const marked = deployment === undefined ? undefined : readMark(deployment)?.appliedUpdate;
    const applied = marked ?? (head.found ? (head.value.units[unit]?.appliedUpdate ?? 0) : 0);
    for (const { entries } of await state.units.readUpdates(at, unit, applied))
      deployment = replayJournal(deployment, entries, { time: '' });
    for (const { id } of deployment?.resources ?? []) if (id !== undefined) ids.add(id);
    for (const { resource } of deployment?.pending_operations ?? []) begun.add(resource.urn);
  }
  return cloud.filter(({ id, owner }) => !ids.has(id) && !begun.has(owner)).map(({ id }) => id);
}
