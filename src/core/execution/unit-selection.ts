import type { LockGranularity } from '../locks/lock-store.js';
import { type DeploymentUnit, unitNamed, unitOf } from '../model/deployment-units.js';
import { addressOf } from '../model/state-address.js';
import { SHARED } from '../plan/resource-owner.js';
import type { ComponentRecord, StackState, StateAddress } from '../state/state-store.js';
import { isUnchanged } from './current.js';
import type { Desired } from './desired.js';
import type { Filter } from './filter.js';
import type { CurrentUnits } from './read-units.js';
import { matchedBy, type Targets } from './targets.js';
import { unitsInOrder, unitsToDelete } from './unit-order.js';
import { unitTargets } from './unit-targets.js';

/** Which units an apply is for, in which order, and what is to be done to each. */
export class UnitSelection {
  readonly at: StateAddress;
  private readonly selected: ReadonlySet<string> | undefined;

  /** Throws NothingMatches. */
  constructor(
    readonly lockGranularity: LockGranularity,
    private readonly desired: Desired,
    { filter, state }: { readonly filter: Filter; readonly state: StackState | undefined },
  ) {
    this.at = addressOf(desired.application);
    const matched = matchedBy(filter, desired.application, state);
    this.selected = matched && new Set([...matched, SHARED]);
  }

  /** True without a filter. */
  get isWhole(): boolean {
    return this.selected === undefined;
  }

  isSelected = (address: string): boolean => this.selected?.has(address) ?? true;

  unitOf(address: string): DeploymentUnit {
    return unitOf(this.lockGranularity, this.at, address);
  }

  /** Names of everything that may be looked at or changed. */
  names(state: StackState | undefined): readonly string[] {
    const addresses = [...this.desired.hashes.keys(), ...Object.keys(state?.components ?? {})];
    return [...new Set(addresses.filter(this.isSelected).map((address) => this.unitOf(address).name))];
  }

  /** Units with something that is not deployed as the manifests say, in the order in which it can be. */
  outdated({ state, interrupted }: CurrentUnits, refresh: boolean): readonly DeploymentUnit[] {
    return unitsInOrder(this.lockGranularity, this.desired).filter(({ name }) => {
      const wanted = [...this.desired.hashes.keys()].filter((a) => this.isSelected(a) && this.unitOf(a).name === name);
      if (wanted.length === 0) return false;
      const current = { state, interrupted: interrupted.has(name) };
      return refresh || !isUnchanged(this.desired, current, new Set(wanted));
    });
  }

  /** Units with something deployed that the manifests do not have any more, in the order in which it can go. */
  leftover({ state, interrupted }: CurrentUnits): readonly DeploymentUnit[] {
    const components = state?.components ?? {};
    const isLeft = ([address, record]: [string, ComponentRecord]) =>
      this.isSelected(address) &&
      (this.isWhole || address !== SHARED) &&
      (!this.desired.hashes.has(address) ||
        record.leftovers !== undefined ||
        interrupted.has(this.unitOf(address).name));
    const names = new Set(
      Object.entries(components)
        .filter(isLeft)
        .map(([address]) => this.unitOf(address).name),
    );
    const recorded = unitsToDelete(this.lockGranularity, this.at, components);
    return [...this.unrecorded(interrupted, recorded), ...recorded.filter(({ name }) => names.has(name))];
  }

  /** Units whose first run was interrupted and that the manifests have forgotten since. */
  private unrecorded(interrupted: ReadonlySet<string>, recorded: readonly DeploymentUnit[]): DeploymentUnit[] {
    if (!this.isWhole) return [];
    const known = new Set([...unitsInOrder(this.lockGranularity, this.desired), ...recorded].map(({ name }) => name));
    return [...interrupted].filter((name) => !known.has(name)).map((name) => unitNamed(this.at, name));
  }

  /** True for what is deployed, selected and no longer wanted. */
  isGone = (address: string): boolean => this.isSelected(address) && !this.desired.hashes.has(address);

  /** True when another unit needs something of this one, as deployed or as wanted. */
  isNeeded(unit: DeploymentUnit, state: StackState | undefined): boolean {
    const isOwn = (address: string) => this.unitOf(address).name === unit.name;
    const needs = [
      ...Object.entries(state?.components ?? {}).map(([from, record]) => ({ from, to: record.needs })),
      ...[...this.desired.needsOf].map(([from, to]) => ({ from, to })),
    ];
    if (unit.name === this.unitOf(SHARED).name) return needs.some(({ from }) => !isOwn(from));
    return needs.some(({ from, to }) => !isOwn(from) && to.some(isOwn));
  }

  /** What a plan of all the selected units looks at. */
  targets(state: StackState | undefined, isShared: boolean): Targets {
    if (this.isWhole) return {};
    const isTouched = (address: string) => this.isSelected(address) && (address !== SHARED || isShared);
    return unitTargets({ desired: this.desired, state, isTouched });
  }
}
