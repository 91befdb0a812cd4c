import type { LockGranularity } from '../locks/lock-store.js';
import { type DeploymentUnit, unitOf } from '../model/deployment-units.js';
import type { StateAddress } from '../state/state-store.js';

/** Where a stack is several units: what belongs to one of them. */
export interface UnitBorder {
  readonly lockGranularity: LockGranularity;
  readonly unit: DeploymentUnit;
  /** True for the addresses of this unit. */
  readonly owns: (address: string) => boolean;
}

export function borderOf(lockGranularity: LockGranularity, at: StateAddress, unit: DeploymentUnit): UnitBorder {
  return { lockGranularity, unit, owns: (address) => unitOf(lockGranularity, at, address).name === unit.name };
}

/** The entries of a record by address that belong to the unit, or those that do not. */
export function within<T>(
  border: UnitBorder | undefined,
  byAddress: Readonly<Record<string, T>>,
  isInside = true,
): Record<string, T> {
  if (border === undefined) return isInside ? { ...byAddress } : {};
  return Object.fromEntries(Object.entries(byAddress).filter(([address]) => border.owns(address) === isInside));
}
