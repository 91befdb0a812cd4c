import type { StackState } from '../state/state-store.js';
import { foreignTarget } from './errors.js';
import type { DeploymentPorts } from './ports.js';

/** A state that was deployed elsewhere must not be mistaken for this target's. */
export function refuseForeignTarget(ports: Pick<DeploymentPorts, 'target'>, state: StackState | undefined): void {
  if (state === undefined || Object.keys(state.components).length === 0) return;
  const { target } = ports;
  const same =
    state.target.name === target.name &&
    state.target.account === target.account &&
    state.target.region === target.region;
  if (!same) throw foreignTarget(state.target, target);
}
