import type { OperationV2 } from '../../core/engine/deployment-v3.js';
import { JOURNAL_KIND } from '../../core/engine/journal-entry.js';
import { anchorDrafts } from './anchor.js';
import type { DeploymentRun } from './deployment-run.js';
import { runStopped } from './errors.js';
import type { EntryDraft, JournalWriter } from './journal-writer.js';
import { announceFailure, isDefaultProvider, type StepEvent } from './step-events.js';

export interface Mutation<T> {
  readonly event: StepEvent;
  readonly operation: OperationV2;
  /** The provider call. */
  readonly perform: () => Promise<T>;
  /** What the journal says when it succeeded. */
  readonly success: (result: T, operationID: number) => readonly EntryDraft[];
}

/**
 * Runs one provider call: begun in the journal before, ended in it after. A failure ends this step only. Must not be called
 * in a preview.
 */
export async function mutate<T>(run: DeploymentRun, mutation: Mutation<T>): Promise<T> {
  const journal = run.journal as JournalWriter;
  const operationID = journal.nextOperation();
  const performed = await run.slots.run(() => begin(run, mutation, operationID));
  const { result, startedAt } = performed;
  await journal.write(mutation.success(result, operationID));
  if (!isDefaultProvider(mutation.event)) {
    run.emit({ ...mutation.event, ...idOf(result), phase: 'done', durationMs: elapsed(startedAt) });
  }
  return result;
}

async function begin<T>(
  run: DeploymentRun,
  mutation: Mutation<T>,
  operationID: number,
): Promise<{ result: T; startedAt: number }> {
  const { event, operation, perform } = mutation;
  if (run.stopped) throw runStopped();
  await run.beforeStep({ ...event, phase: 'started' });
  if (run.stopped) throw runStopped();
  const journal = run.journal as JournalWriter;
  await journal.write([
    ...(operation.type === 'deleting' ? [] : anchorDrafts(run, operation.resource)),
    { kind: JOURNAL_KIND.begin, operationID, operation },
  ]);
  if (run.stopped) {
    await journal.write([{ kind: JOURNAL_KIND.failure, operationID }]);
    throw runStopped();
  }
  const startedAt = performance.now();
  if (!isDefaultProvider(event)) run.emit({ ...event, phase: 'started' });
  try {
    return { result: await perform(), startedAt };
  } catch (error) {
    await journal.write([{ kind: JOURNAL_KIND.failure, operationID }]);
    announceFailure(run, { ...event }, error);
    throw error;
  }
}

function elapsed(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}

function idOf(result: unknown): { id?: string } {
  if (typeof result !== 'object' || result === null || !('id' in result)) return {};
  return typeof result.id === 'string' ? { id: result.id } : {};
}
