import { EXIT, isPankaError, PankaError } from '../diagnostics/panka-error.js';

/** The start of a command could not be written down, so it was not begun. */
export function auditUnwritable(place: string, cause: unknown): PankaError {
  return new PankaError({
    code: 'AuditUnwritable',
    message: `the audit trail at "${place}" could not be written, so nothing was begun: ${reasonOf(cause)}`,
    suggestions: [...adviceOf(cause), 'panka doctor'],
    cause,
  });
}

/** The command did its work, and only the entry that says so is missing. */
export function auditIncomplete(place: string, done: { readonly outcome: string }, cause: unknown): PankaError {
  return new PankaError({
    code: 'AuditIncomplete',
    message: `the run ended with "${done.outcome}" and that is recorded in the state, but the end could not be written to the audit trail at "${place}": ${reasonOf(cause)}`,
    suggestions: [...adviceOf(cause), 'panka status', 'panka audit'],
    cause,
  });
}

/** `--since` is neither a time span nor a date. */
export function invalidSince(given: string): PankaError {
  return new PankaError({
    code: 'InvalidSince',
    message: `"${given}" is neither a time span such as "24h" or "7d" nor a date such as "2026-11-23"`,
    suggestions: ['panka audit --since 7d'],
    exitCode: EXIT.input,
  });
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function adviceOf(cause: unknown): readonly string[] {
  return isPankaError(cause) ? cause.suggestions : [];
}
