import { setTimeout as sleep } from 'node:timers/promises';
import { isPankaError } from '../../core/diagnostics/panka-error.js';
import { awsFailure } from '../aws-clients/aws-failure.js';

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 50;

/**
 * Tries again what the SDK does not: a body that was cut short after its head had arrived, and S3's 409 when two conditional
 * writes meet. The pauses grow and are random, so that two that meet do not meet again.
 */
export async function inAttempts<T>(action: () => Promise<T>, isWorthIt = isCutShort): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      if (attempt === ATTEMPTS || !isWorthIt(error)) throw error;
      await sleep(FIRST_PAUSE_MS * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

/** Another conditional write of the same object was under way; nothing was written. */
export function isConflict(error: unknown): boolean {
  return hasCode(error, 'ConditionalRequestConflict', 'OperationAborted');
}

export function hasCode(error: unknown, ...names: readonly string[]): boolean {
  return names.includes((error as Error | undefined)?.name ?? '');
}

/** After an answer with a status the SDK has done its own attempts. */
function isCutShort(error: unknown): boolean {
  if (isPankaError(error)) return false;
  const { kind, status } = awsFailure(error);
  return status === undefined && (kind === 'network' || kind === 'other');
}
