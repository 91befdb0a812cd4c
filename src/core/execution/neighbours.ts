import type { DeploymentV3 } from '../engine/deployment-v3.js';
import { type DeploymentUnit, unitOf } from '../model/deployment-units.js';
import type { StackState, StateAddress, StateStore } from '../state/state-store.js';
import type { UnitBorder } from './unit-border.js';
import { partOf } from './unit-deployment.js';

export interface NeighboursRequest {
  readonly store: StateStore;
  readonly at: StateAddress;
  readonly state: StackState | undefined;
  readonly border: UnitBorder;
  /** Addresses whose resources are wanted; those of the unit itself are left out. */
  readonly wanted: ReadonlySet<string>;
}

/** What other units have deployed of the wanted addresses, as their checkpoints have it. No lock is taken for it. */
export async function readNeighbours(request: NeighboursRequest): Promise<readonly DeploymentV3[]> {
  const { store, at, border } = request;
  const parts = await Promise.all(
    [...unitsOf(request)].map(async ({ name }) => {
      const checkpoint = await store.units.readCheckpoint(at, name);
      if (!checkpoint.found) return undefined;
      return partOf(checkpoint.value, (address) => request.wanted.has(address) && !border.owns(address));
    }),
  );
  return parts.filter((part) => part !== undefined && (part.resources ?? []).length > 0) as DeploymentV3[];
}

function unitsOf({ state, at, border, wanted }: NeighboursRequest): Iterable<DeploymentUnit> {
  const units = new Map<string, DeploymentUnit>();
  for (const address of [...wanted].sort()) {
    const unit = unitOf(border.lockGranularity, at, address);
    if (unit.name !== border.unit.name && state?.units[unit.name] !== undefined) units.set(unit.name, unit);
  }
  return units.values();
}
