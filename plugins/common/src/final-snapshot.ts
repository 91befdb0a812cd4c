import type { CommonSpec } from 'panka/sdk';

/** Whether a delete leaves a snapshot: unless the manifest says `finalSnapshot: false` or `deletionPolicy: delete`. */
export function leavesSnapshot(
  spec: Pick<CommonSpec, 'deletionPolicy'> & { readonly finalSnapshot: boolean },
): boolean {
  return spec.finalSnapshot && (spec.deletionPolicy ?? 'snapshot') !== 'delete';
}
