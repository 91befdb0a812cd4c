import type { DeploymentV3, OperationV2, ResourceV3 } from './deployment-v3.js';

/** Kinds of Pulumi's journal entries, version 1. Source: Pulumi's apitype `JournalEntryKind`. */
export const JOURNAL_KIND = {
  begin: 0,
  success: 1,
  failure: 2,
  refreshSuccess: 3,
  outputs: 4,
  write: 5,
  secretsManager: 6,
  rebuiltBaseState: 7,
} as const;

/**
 * One line of the journal, in Pulumi's own shape, so that the embedded engine and the stock CLI share one journal and one
 * replay. `removeOld` etc. are indices into the base checkpoint's resources; `removeNew` etc. are operation ids of this update.
 */
export interface JournalEntry {
  version: 1;
  kind: number;
  /** From 1, unique in the update. */
  sequenceID: number;
  /** 0 for entries that belong to no operation (kinds 5, 6, 7). */
  operationID: number;
  removeOld: number | null;
  removeNew: number | null;
  deleteOld?: number;
  deleteNew?: number;
  pendingReplacementOld?: number;
  pendingReplacementNew?: number;
  state?: ResourceV3;
  operation?: OperationV2;
  isRefresh?: boolean;
  secretsProvider?: { type: string; state?: unknown };
  newSnapshot?: DeploymentV3;
}
