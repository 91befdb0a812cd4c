import { SHARED } from '../plan/resource-owner.js';
import type { ComponentRecord, StackState } from '../state/state-store.js';
import type { Desired } from './desired.js';
import { declaredFor, type Targets } from './targets.js';

export interface UnitTargetsRequest {
  readonly desired: Desired;
  readonly state: StackState | undefined;
  /** The addresses to touch, whatever else there is. */
  readonly isTouched: (address: string) => boolean;
}

/** What a run over a part of the stack touches, must declare, and cannot know yet because it is not deployed. */
export function unitTargets({ desired, state, isTouched }: UnitTargetsRequest): Required<Targets> {
  const known = new Set([...desired.hashes.keys(), ...Object.keys(state?.components ?? {})]);
  const touched = new Set([...known].filter(isTouched));
  const declared = declaredFor(desired.application, touched, state);
  const needed = desired.hashes.has(SHARED) && declared.size > 0 ? [...declared, SHARED] : [...declared];
  const isUnknown = (address: string) =>
    !touched.has(address) &&
    desired.components.get(address)?.spec.external === undefined &&
    !isDeployed(state?.components[address]);
  return { touched, declared, unknown: new Set(needed.filter(isUnknown)) };
}

function isDeployed(record: ComponentRecord | undefined): boolean {
  return record !== undefined && (record.status !== 'failed' || record.resources.length > 0);
}
