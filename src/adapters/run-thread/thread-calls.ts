import type { ResourceEvent, UnitIdentity } from '../../core/engine/deployment-engine.js';
import type { DeploymentV3 } from '../../core/engine/deployment-v3.js';
import type { JournalEntry } from '../../core/engine/journal-entry.js';
import type { ClearedSteps } from '../../core/execution/cleared-steps.js';
import type { TakenLock } from '../../core/locks/take-lock.js';
import type { SpoolEvent } from '../../core/state/journal-spool.js';
import type { StateAddress, UpdateMeta } from '../../core/state/state-store.js';
import type { StoresRequest } from '../configured-stores/open-stores.js';
import type { CarriedSealer } from './carried-sealer.js';
import type { CrossingError } from './crossing-error.js';

export type Renewed = Pick<TakenLock, 'lock' | 'since'>;

/** Which journal the CLI's entries go to: one that this thread writes, or one of the main thread. */
export type JournalPlace = { readonly of: 'thread'; readonly journal: string } | { readonly of: 'main' };

export interface UnitToServe {
  /** Names it in all calls. */
  readonly key: string;
  readonly unit: UnitIdentity;
  readonly base: DeploymentV3 | undefined;
  /** Absent: for previews only. */
  readonly journal?: JournalPlace;
  /** Whether the main thread is to be asked before a step, and which ones it has nothing against. */
  readonly asks: boolean;
  readonly cleared?: ClearedSteps;
  readonly sealer: CarriedSealer;
}

/** How a unit was left. */
export interface UnitEnd {
  readonly deployment: DeploymentV3;
  /** Why no step was begun any more. */
  readonly refusal?: CrossingError;
}

export interface JournalToBegin {
  /** Names it in all calls. */
  readonly journal: string;
  /** Its entries are taken only while that lease is held. */
  readonly lockId: string;
  readonly at: StateAddress;
  readonly unit: string;
  readonly meta: UpdateMeta;
}

/** What the main thread asks of the run's thread. */
export interface ThreadCalls {
  /** Before the calls for leases and journals. */
  openStores(request: StoresRequest): Promise<void>;
  keepLease(taken: TakenLock, ttlSeconds: number): Promise<void>;
  releaseLease(lockId: string): Promise<void>;
  beginJournal(journal: JournalToBegin): Promise<void>;
  append(journal: string, entries: readonly JournalEntry[]): Promise<void>;
  closeJournal(journal: string): Promise<void>;
  /** A server for one CLI. */
  startBackend(backend: string): Promise<{ readonly url: string; readonly token: string }>;
  closeBackend(backend: string): Promise<void>;
  serve(backend: string, unit: UnitToServe): void;
  /** As `UnitService`. */
  stop(unit: string, error: CrossingError): void;
  endOf(unit: string): UnitEnd;
  closeUnit(unit: string): void;
}

/** What the run's thread asks of, or tells, the main thread. */
export interface MainCalls {
  renewed(lockId: string, renewed: Renewed): void;
  lost(lockId: string, error: CrossingError): void;
  spool(event: SpoolEvent): void;
  append(unit: string, entries: readonly JournalEntry[]): Promise<void>;
  /** Rejecting refuses these steps and all later ones. */
  beforeSteps(unit: string, steps: readonly ResourceEvent[]): Promise<void>;
  /** URNs of the steps that the journal has now. */
  begun(unit: string, urns: readonly string[]): void;
}
