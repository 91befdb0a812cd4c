import type { OperationV2 } from '../../core/engine/deployment-v3.js';
import { incompleteResource } from '../../core/engine/incomplete-resource.js';
import { JOURNAL_KIND } from '../../core/engine/journal-entry.js';
import type { ResourceResult } from '../../core/engine/resource-provider.js';
import type { JsonObject } from '../../sdk/json.js';
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
  /** What it says when it failed and the resource exists nevertheless; without it, that it failed. */
  readonly incomplete?: (left: IncompleteResult, operationID: number) => readonly EntryDraft[];
}

/** What a failed call has made. */
export interface IncompleteResult {
  readonly result: ResourceResult;
  /** Why it is not as it should be. */
  readonly reasons: readonly string[];
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
  const { inputs } = operation.resource;
  await run.beforeStep({ ...event, phase: 'started', ...(inputs && { inputs: inputs as JsonObject }) });
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
    await journal.write(leftBy(mutation, operationID, error));
    announceFailure(run, { ...event }, error);
    throw error;
  }
}

/** A resource that a failed call has made is recorded: nothing exists that no record names. */
function leftBy<T>({ incomplete }: Mutation<T>, operationID: number, error: unknown): readonly EntryDraft[] {
  const result = incompleteResource(error);
  if (result === undefined || incomplete === undefined) return [{ kind: JOURNAL_KIND.failure, operationID }];
  return incomplete({ result, reasons: [error instanceof Error ? error.message : String(error)] }, operationID);
}

function elapsed(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}

function idOf(result: unknown): { id?: string } {
  if (typeof result !== 'object' || result === null || !('id' in result)) return {};
  return typeof result.id === 'string' ? { id: result.id } : {};
}
