import type { JournalSlot } from './object-keys.js';
import type { StateAddress } from './state-store.js';
import type { Batch } from './update-objects.js';

/** Whose journal. */
export interface SpooledUnit {
  readonly at: StateAddress;
  readonly unit: string;
}

export interface SpooledBatch extends Batch, JournalSlot {}

/** Keeps batches of a journal on this machine that could not be stored where they belong, until a run on it takes them up. */
export interface JournalSpool {
  /** Adds a batch; resolves when it survives a power cut, to the place where it is. */
  keep(of: SpooledUnit, batch: SpooledBatch): Promise<string>;
  /** What is kept of an update, by slot. */
  read(of: SpooledUnit, update: number): Promise<readonly SpooledBatch[]>;
  /** Removes what is kept of updates up to and including `upTo`. */
  drop(of: SpooledUnit, upTo: number): Promise<void>;
}

/** What a spool has done, for whoever watches the run. */
export type SpoolEvent =
  | { readonly type: 'journal-spooled'; readonly place: string; readonly reason: string }
  | { readonly type: 'spool-taken-up'; readonly batches: number; readonly refused: number };
