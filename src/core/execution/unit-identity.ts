import type { UnitIdentity } from '../engine/deployment-engine.js';
import type { StateAddress } from '../state/state-store.js';

/** Pulumi project and stack, the same for every unit and in both engines: resources keep their URNs when they move. */
export function unitIdentity(at: StateAddress): UnitIdentity {
  return { project: at.stack, stack: at.environment };
}
