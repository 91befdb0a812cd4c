import { appliedUpdateOf } from '../state/applied-update.js';
import { readHead } from '../state/read-head.js';
import type { ComponentRecord, StackState, StateAddress, StateStore } from '../state/state-store.js';
import type { Desired } from './desired.js';
import { isOutOfDate } from './revisions.js';

/** One Pulumi stack for the whole of it, while locks are on stack level. */
export const UNIT = 'stack';

/** What is recorded as deployed. Reading it writes nothing. */
export interface Current {
  readonly state: StackState | undefined;
  /** A run was interrupted and has left a journal that no checkpoint has taken in. */
  readonly interrupted: boolean;
}

export async function readCurrent(store: StateStore, at: StateAddress): Promise<Current> {
  const state = await readHead(store, at);
  return { state, interrupted: await isInterrupted(store, { at, state, unit: UNIT }) };
}

/** True when a run of the unit has left a journal that no checkpoint has taken in. */
export async function isInterrupted(
  store: StateStore,
  { at, state, unit }: { at: StateAddress; state: StackState | undefined; unit: string },
): Promise<boolean> {
  const after = await appliedUpdateOf(store, { at, state, unit });
  return (await store.units.readUpdates(at, unit, after)).length > 0;
}

export function deployedComponents(current: Current): Readonly<Record<string, ComponentRecord>> {
  return current.state?.components ?? {};
}

/** True when every component is deployed as it is desired: no engine is needed. */
export function isUnchanged(desired: Desired, current: Current, targets?: ReadonlySet<string>): boolean {
  if (current.interrupted) return false;
  const deployed = deployedComponents(current);
  const addresses = new Set([...desired.hashes.keys(), ...Object.keys(deployed)]);
  for (const address of addresses) {
    if (targets !== undefined && !targets.has(address)) continue;
    const record = deployed[address];
    if (record === undefined || record.status !== 'deployed' || record.specHash !== desired.hashes.get(address))
      return false;
    if (isOutOfDate(address, { desired, components: deployed })) return false;
  }
  return true;
}
