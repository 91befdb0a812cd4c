import type { ComponentKind } from '../../sdk/index.js';
import type { JsonObject } from '../../sdk/json.js';
import type { ResourceV3 } from '../engine/deployment-v3.js';
import type { ComponentRecord } from '../state/state-store.js';

/** What stays of a resource when it is deleted: itself, or a last snapshot. Undefined: nothing. */
export function keptAs(
  resource: ResourceV3,
  owner: ComponentRecord | undefined,
  kind: ComponentKind | undefined,
): 'itself' | 'snapshot' | undefined {
  if (resource.retainOnDelete === true) return 'itself';
  const { inputs, type } = resource;
  // Disks have no name for theirs.
  if (inputs?.['finalSnapshot'] === true) return 'snapshot';
  const snapshot = kind?.snapshots?.find((one) => one.type === type);
  if (snapshot === undefined) return undefined;
  const isTaken =
    (snapshot.input !== undefined && typeof inputs?.[snapshot.input] === 'string') ||
    (snapshot.call !== undefined && deletionPolicyOf(owner) === 'snapshot');
  return isTaken ? 'snapshot' : undefined;
}

/** As the deployed spec says. */
export function deletionPolicyOf(owner: ComponentRecord | undefined): unknown {
  return (owner?.spec as JsonObject | undefined)?.['deletionPolicy'];
}
