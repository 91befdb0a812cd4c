import type { StateAddress } from '../state/state-store.js';
import type { AuditEntry } from './audit-entry.js';

export interface AuditQuery {
  /** Unix milliseconds: runs that began earlier are left out. */
  readonly since?: number;
  /** Read no more than that many runs, the newest; a listing is enough to choose them. */
  readonly newest?: number;
}

/** An object of the trail that cannot be read: edited, cut off, or not ours. */
export interface DamagedEntry {
  readonly place: string;
  readonly why: string;
}

export interface AuditRead {
  /** Oldest first. */
  readonly entries: readonly AuditEntry[];
  readonly damaged: readonly DamagedEntry[];
  /** Runs that `newest` has left out. */
  readonly more: number;
}

/** What was done to a stack's environment, by whom. Entries are added, never changed and never removed. */
export interface AuditTrail {
  /** Resolves when the entry is stored for good. Throws `AuditUnwritable`. */
  append(at: StateAddress, entry: AuditEntry): Promise<void>;
  read(at: StateAddress, query: AuditQuery): Promise<AuditRead>;
}
