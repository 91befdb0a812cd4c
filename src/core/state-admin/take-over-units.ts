import type { PankaError } from '../diagnostics/panka-error.js';
import type { DeploymentV3 } from '../engine/deployment-v3.js';
import { replayJournal } from '../engine/replay.js';
import type { Lease } from '../locks/lease.js';
import { isDamage } from '../state/damage.js';
import { checkpointKey, parseUpdateKey, updatesFolder } from '../state/object-keys.js';
import { recoverUnit } from '../state/recover-unit.js';
import type { StackState, StateAddress, StateStore, Version } from '../state/state-store.js';
import { isSeal, UpdateObjects } from '../state/update-objects.js';
import { countedUnits } from './counted-units.js';

/** A unit of which no other run can write any more. */
export interface TakenUnit {
  readonly unit: string;
  /** With what interrupted runs have journalled; undefined where there is none, or where it is damaged. */
  readonly deployment: DeploymentV3 | undefined;
  /** What to name when the checkpoint is written. */
  readonly checkpointVersion: Version | undefined;
  readonly lastUpdate: number;
  /** How many interrupted updates are counted in. */
  readonly interrupted: number;
  readonly damage?: PankaError;
}

export interface TakeOverRequest {
  readonly store: StateStore;
  readonly at: StateAddress;
  readonly state: StackState | undefined;
  readonly lease: Pick<Lease, 'fence'>;
  readonly run: string;
}

/** Seals what interrupted runs have left of every unit and reads it; a damaged unit is sealed as far as that can be. */
export async function takeOverUnits(request: TakeOverRequest): Promise<readonly TakenUnit[]> {
  const { store, at, state } = request;
  const taken: TakenUnit[] = [];
  for (const unit of await countedUnits(store, at, state)) taken.push(await takeOver(request, unit));
  return taken;
}

async function takeOver(request: TakeOverRequest, unit: string): Promise<TakenUnit> {
  const { store, at, state, lease, run } = request;
  try {
    const { deployment, checkpointVersion, lastUpdate, interrupted } = await recoverUnit({
      ...{ store, at, unit, by: { fence: lease.fence, run } },
      appliedUpdate: state?.units[unit]?.appliedUpdate ?? 0,
      ...(state !== undefined && { lineage: state.lineage }),
      replay: (base, entries) => replayJournal(base, entries, { time: new Date().toISOString() }),
    });
    return { unit, deployment, checkpointVersion, lastUpdate, interrupted: interrupted.length };
  } catch (error) {
    if (!isDamage(error)) throw error;
    const lastUpdate = await sealDamaged(request, unit);
    const checkpoint = await store.objects.read(checkpointKey(at, unit));
    const applied = state?.units[unit]?.appliedUpdate ?? 0;
    return {
      ...{ unit, deployment: undefined, checkpointVersion: checkpoint?.version, interrupted: 0, damage: error },
      lastUpdate: Math.max(lastUpdate, applied),
    };
  }
}

/** Takes the slot after the last one of each update that can be seen. Returns the highest number of an update. */
async function sealDamaged({ store, at, lease, run }: TakeOverRequest, unit: string): Promise<number> {
  const updates = new UpdateObjects({ objects: store.objects, at, unit, durable: true });
  const last = new Map<number, number>();
  for (const key of await store.objects.list(updatesFolder(at, unit))) {
    const part = parseUpdateKey(key);
    if (part !== undefined) last.set(part.update, Math.max(last.get(part.update) ?? 0, part.k ?? 0));
  }
  for (const [update, slot] of last) {
    if (slot > 0 && (await isSealed(updates, { update, k: slot }))) continue;
    const seal = { seal: { fence: lease.fence, run, at: new Date().toISOString() } };
    for (let k = slot + 1; !(await updates.putSlot({ update, k }, seal)); k += 1);
  }
  return Math.max(0, ...last.keys());
}

async function isSealed(updates: UpdateObjects, slot: { update: number; k: number }): Promise<boolean> {
  try {
    return isSeal(await updates.readSlot(slot));
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}
