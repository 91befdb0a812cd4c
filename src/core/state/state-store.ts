import type { AuditTrail } from '../audit/audit-trail.js';
import type { DeploymentV3 } from '../engine/deployment-v3.js';
import type { JournalEntry } from '../engine/journal-entry.js';
import type { LockGranularity } from '../locks/lock-store.js';
import type { RecordedChange } from '../plan/recorded-plan.js';
import type { ObjectStore } from './object-store.js';

/** Which state: `stacks/{stack}/{environment}`. */
export interface StateAddress {
  readonly stack: string;
  readonly environment: string;
}

export interface ComponentRecord {
  readonly kind: string;
  /** sha256 over the resolved spec, the plugin's version and everything else that decides the resources. */
  readonly specHash: string;
  readonly plugin: { readonly name: string; readonly version: string };
  readonly status: 'deployed' | 'failed' | 'unverified' | 'deleting';
  /** Outputs that are not secret; a secret one is `{"secret": true}`. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** URNs of its resources. */
  readonly resources: readonly string[];
  readonly wave: number;
  /** The resolved spec that is deployed, so that `why` can say what changed. Holds references to secrets, never secrets. */
  readonly spec: unknown;
  /** Addresses that it needs. */
  readonly needs: readonly string[];
  readonly deployedAt?: string;
  readonly error?: string;
  /** Where units are smaller than the stack: digest of spec and resources, by which other units see that it has changed. */
  readonly revision?: string;
  /** Revisions of what it needs in other units, as they were when it was deployed. */
  readonly uses?: Readonly<Record<string, string>>;
  /** Digest of who referred to it then. */
  readonly referredBy?: string;
  /** Resources that are no longer declared and wait until nothing in another unit can use them any more: URNs. */
  readonly leftovers?: readonly string[];
  /** Resources that were there before and were taken over: their ids by logical name. */
  readonly adopted?: Readonly<Record<string, string>>;
}

/** The head: `state.json`. */
export interface StackState {
  readonly format: 1;
  /** Grows by one with every write. */
  readonly serial: number;
  /** Fence of the writer's lock; never falls. */
  readonly fence: number;
  /** Random, made with the first write; a state of another lineage is foreign. */
  readonly lineage: string;
  readonly stack: string;
  readonly environment: string;
  /** `sandbox` or `aws`, and the account and region it was deployed to. */
  readonly target: { readonly name: string; readonly account: string; readonly region: string };
  readonly components: Readonly<Record<string, ComponentRecord>>;
  /** Key: unit name (`stack` while the stack is one unit). */
  readonly units: Readonly<Record<string, UnitPointer>>;
  /** Last fence that wrote for each unit, so that units with locks of their own do not fence each other (`fences.ts`). */
  readonly fences?: Readonly<Record<string, number>>;
  /** What the units are; absent: the stack is one. Changed by a migration alone. */
  readonly lockGranularity?: LockGranularity;
  readonly lastDeployment?: string;
  /** Runs that have moved the head and may have been killed before they wrote their record: whoever writes next looks. */
  readonly unrecorded?: readonly RunMark[];
  /** ARNs of KMS keys that encrypt something which was kept when it was deleted: they are never deleted. */
  readonly keptKeys?: readonly string[];
  readonly updatedAt: string;
}

export interface UnitPointer {
  /** Updates up to this number are in the checkpoint. */
  readonly appliedUpdate: number;
  /** sha256 of the checkpoint object. */
  readonly checkpoint?: string;
}

/** A version that changes with every write of the same object (S3: ETag). Opaque. */
export type Version = string;

export type ReadResult<T> =
  | { readonly found: true; readonly value: T; readonly version: Version }
  | { readonly found: false };

export interface DeploymentRecord {
  readonly id: string;
  readonly serial: number;
  /** The unit that was deployed; absent: the whole stack. */
  readonly unit?: string;
  readonly command: string;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly durationMs?: number;
  readonly by: string;
  readonly host: string;
  readonly gitCommit?: string;
  readonly ciRunId?: string;
  readonly status: 'succeeded' | 'failed' | 'rolled-back' | 'interrupted' | 'nothing-to-do';
  readonly target: string;
  readonly components: readonly unknown[];
  readonly resources: Readonly<Record<string, number>>;
  /** What was to be done, and why; absent in records of commands that plan nothing. */
  readonly plan?: readonly RecordedChange[];
  /** Resolved manifests: address → kind and spec. */
  readonly manifests: Readonly<Record<string, unknown>>;
  readonly plugins: Readonly<Record<string, string>>;
}

/** What the head knows of a run that has moved it: enough for its record in the history. */
export type RunMark = Omit<DeploymentRecord, 'target' | 'components' | 'plan' | 'manifests' | 'plugins'>;

/**
 * State of one stack and environment. Every write names the version that it replaces; someone else's write in between is
 * `StateConflict`. "Not found" is a result, "could not read" (no permission, truncated, foreign, newer) an error.
 */
export interface StateStore {
  readState(at: StateAddress): Promise<ReadResult<StackState>>;
  /** `expected` undefined: must not exist yet. Returns the new version. Refuses a fence below the stored one (`StateFenced`). */
  writeState(at: StateAddress, state: StackState, expected: Version | undefined): Promise<Version>;
  readonly history: HistoryStore;
  readonly units: UnitStore;
  readonly snapshots: SnapshotStore;
  readonly audit: AuditTrail;
  /** What it is made of, for looking at damage and repairing it. All else goes through the members above, which keep the rules. */
  readonly objects: ObjectStore;
  /** Where a person finds it. */
  describe(at: StateAddress): string;
}

export interface HistoryStore {
  put(at: StateAddress, record: DeploymentRecord): Promise<void>;
  /** In the place of a run that was killed; never over what it has written itself. */
  putMissing(at: StateAddress, record: DeploymentRecord): Promise<void>;
  get(at: StateAddress, serial: number): Promise<DeploymentRecord | undefined>;
  /** Newest first. */
  list(at: StateAddress, limit?: number): Promise<readonly DeploymentRecord[]>;
}

/** A unit as it was. */
export interface UnitSnapshot {
  readonly unit: string;
  readonly deployment: DeploymentV3;
}

/** The whole state as it was at a serial. */
export interface StateSnapshot {
  readonly state: StackState;
  readonly units: readonly UnitSnapshot[];
  /** Units of that state whose checkpoint was not kept: the run was killed before, or it is older than the history. */
  readonly missing: readonly string[];
}

/** The states of the last 90 days, to compare and to restore. */
export interface SnapshotStore {
  /** Called after the head has moved, with the units that this serial has written. */
  keep(at: StateAddress, state: StackState, written: readonly UnitSnapshot[]): Promise<void>;
  find(at: StateAddress, serial: number): Promise<StateSnapshot | undefined>;
  /** Ascending. */
  serials(at: StateAddress): Promise<readonly number[]>;
  /** Removes what nothing from `serial` on needs. */
  dropBefore(at: StateAddress, serial: number): Promise<void>;
}

export interface UnitStore {
  readCheckpoint(at: StateAddress, unit: string): Promise<ReadResult<DeploymentV3>>;
  writeCheckpoint(
    at: StateAddress,
    unit: string,
    deployment: DeploymentV3,
    expected: Version | undefined,
  ): Promise<Version>;
  /**
   * Begins update `n` and returns its journal. `StateConflict` when the number is taken or the head is past it already,
   * `StateFenced` when the head has seen a newer fence; both are looked at after the claim, so that a late writer cannot slip in.
   */
  beginUpdate(at: StateAddress, unit: string, meta: UpdateMeta): Promise<StateJournal>;
  /** Updates after `appliedUpdate`: their metas and all entries in order, and whether they are sealed. */
  readUpdates(at: StateAddress, unit: string, afterUpdate: number): Promise<readonly RecordedUpdate[]>;
  /** The highest fence in updates after `appliedUpdate`: of who began them, wrote in them, or sealed them. 0 when there are none. */
  highestFence(at: StateAddress, unit: string, afterUpdate: number): Promise<number>;
  /** Takes the next free slot of an unfinished update's journal, so that its writer's next append is refused. `StateFenced` when the update or its seal is of a newer fence. */
  seal(at: StateAddress, unit: string, update: number, by: { fence: number; run: string }): Promise<void>;
  /**
   * Removes journals of updates up to and including `n`, which the checkpoint has taken in and the head points past. Seals
   * stay for a while: a late writer must find its slot taken.
   */
  prune(at: StateAddress, unit: string, upTo: number): Promise<void>;
  /** Units that have a checkpoint or an update, also those that no head knows yet. */
  list?(at: StateAddress): Promise<readonly string[]>;
}

export interface UpdateMeta {
  readonly update: number;
  readonly fence: number;
  readonly run: string;
  readonly startedAt: string;
  readonly pid?: number;
  readonly host?: string;
}

export interface RecordedUpdate {
  readonly meta: UpdateMeta;
  readonly entries: readonly JournalEntry[];
  readonly sealed: boolean;
  /** Who sealed it. */
  readonly sealedBy?: { readonly fence: number; readonly run: string };
}

/** The journal of one update: numbered objects, each written only if its number is free. */
export interface StateJournal {
  /** Resolves when stored for good. Rejects with `JournalSealed` once another run has taken over; then nothing more may be done. */
  append(entries: readonly JournalEntry[]): Promise<void>;
  /** Waits for what was appended. */
  close(): Promise<void>;
}
