import { isPankaError } from '../diagnostics/panka-error.js';
import type { JournalSpool, SpoolEvent, SpooledBatch, SpooledUnit } from './journal-spool.js';
import type { ObjectUpdates } from './object-updates.js';

export interface TakeUpRequest {
  readonly spool: JournalSpool;
  readonly onEvent: (event: SpoolEvent) => void;
  readonly of: SpooledUnit;
  readonly update: number;
  readonly updates: Pick<ObjectUpdates, 'ownerOf' | 'append'>;
}

/**
 * Stores what this machine has kept of an interrupted update, in the very slots where it belongs. Called by who holds the lock,
 * before the journal is sealed. A slot that holds the same batch already had its answer lost; one that holds another was
 * sealed by a run that has looked for itself, and an update of another run has only the number in common: both refuse it.
 */
export async function takeUpSpool(request: TakeUpRequest): Promise<void> {
  const { spool, of, update, updates, onEvent } = request;
  const kept = await spool.read(of, update);
  if (kept.length === 0) return;
  const owner = await updates.ownerOf(update);
  const ours = kept.filter(({ run, fence }) => run === owner?.run && fence === owner.fence);
  const stored = await storeInOrder(ours, updates);
  onEvent({ type: 'spool-taken-up', batches: stored, refused: kept.length - stored });
}

async function storeInOrder(batches: readonly SpooledBatch[], updates: TakeUpRequest['updates']): Promise<number> {
  for (const [stored, { update, k, ...batch }] of batches.entries()) {
    try {
      await updates.append({ update, k }, batch);
    } catch (error) {
      if (isPankaError(error) && error.code === 'JournalSealed') return stored;
      throw error;
    }
  }
  return batches.length;
}
