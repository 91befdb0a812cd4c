import { buildDag, wavesOf } from '../graph/index.js';
import type { LockGranularity } from '../locks/lock-store.js';
import { type DeploymentUnit, unitDag, unitOf } from '../model/deployment-units.js';
import { addressOf } from '../model/state-address.js';
import { SHARED } from '../plan/resource-owner.js';
import type { StackState, StateAddress } from '../state/state-store.js';
import type { Desired } from './desired.js';

/** The units of the manifests in the order in which they can be deployed: what the stack shares first, as wave 0. */
export function unitsInOrder(lockGranularity: LockGranularity, desired: Desired): readonly DeploymentUnit[] {
  const { application } = desired;
  const units = byName(lockGranularity, addressOf(application), desired.hashes.keys());
  const shared = desired.hashes.has(SHARED) ? [unitOf(lockGranularity, addressOf(application), SHARED).name] : [];
  return [...shared, ...wavesOf(unitDag(lockGranularity, application)).flat()].flatMap((name) => units.get(name) ?? []);
}

/** The deployed units in the order in which they can be deleted: who needs another one before it, what is shared last. */
export function unitsToDelete(
  lockGranularity: LockGranularity,
  at: StateAddress,
  components: StackState['components'],
): readonly DeploymentUnit[] {
  const nameOf = (address: string) => unitOf(lockGranularity, at, address).name;
  const units = byName(lockGranularity, at, Object.keys(components));
  const shared = nameOf(SHARED);
  const edges = Object.entries(components).flatMap(([from, { needs }]) => [
    ...needs.map((to) => ({ from: nameOf(from), to: nameOf(to) })),
    { from: nameOf(from), to: shared },
  ]);
  const dag = buildDag(
    units.keys(),
    edges.filter(({ from, to }) => from !== to),
  );
  const ordered = wavesOf(dag).flat().reverse();
  // Records of units that need each other can only come from outside; they are deleted all the same.
  const rest = [...units.keys()].filter((name) => !ordered.includes(name));
  return [...rest, ...ordered].flatMap((name) => units.get(name) ?? []);
}

function byName(
  lockGranularity: LockGranularity,
  at: StateAddress,
  addresses: Iterable<string>,
): Map<string, DeploymentUnit> {
  return new Map(
    [...addresses].map((address) => {
      const unit = unitOf(lockGranularity, at, address);
      return [unit.name, unit];
    }),
  );
}
