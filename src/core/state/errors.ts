import { isPankaError, PankaError } from '../diagnostics/panka-error.js';
import { writeAdvice } from './write-advice.js';

/** The object is ours but its content is not what was written: truncated, edited, or with a piece missing. */
export function stateCorrupt(place: string, why: string, back: readonly string[] = []): PankaError {
  return new PankaError({
    code: 'StateCorrupt',
    message: `the state at "${place}" is damaged: ${why}; nothing was changed`,
    suggestions: [
      'panka state repair  # shows what is wrong and what it can put right',
      ...back,
      'panka state history',
    ],
  });
}

/** The object belongs to another stack, environment, lineage or program. */
export function stateForeign(place: string, why: string): PankaError {
  return new PankaError({
    code: 'StateForeign',
    message: `the state at "${place}" is not the one that was asked for: ${why}; nothing was changed`,
    suggestions: [
      'check the state folder or bucket in the configuration: panka config',
      `move "${place}" away if it was copied there by mistake`,
    ],
  });
}

/** Written by a later panka. */
export function stateNewer(place: string, format: number): PankaError {
  return new PankaError({
    code: 'StateNewer',
    message: `the state at "${place}" has format ${format}, this panka reads up to format 1; nothing was changed`,
    suggestions: ['npm install --global panka@latest'],
  });
}

/** Could not be read although it may exist: permission, not a folder, I/O error. Never the same as "not found". */
export function stateUnreadable(place: string, cause: unknown): PankaError {
  return new PankaError({
    code: 'StateUnreadable',
    message: `the state at "${place}" could not be read: ${reasonOf(cause)}; nothing was changed`,
    suggestions: [`ls -la "${place}"`, 'run as the user who owns the state, or correct the permissions'],
    cause,
  });
}

/** The folder (or bucket) refuses writes. */
export function stateUnwritable(folder: string, cause: unknown): PankaError {
  return new PankaError({
    code: 'StateUnwritable',
    message: `the state folder "${folder}" cannot be written: ${reasonOf(cause)}`,
    suggestions: writeAdvice(folder, cause),
    cause,
  });
}

/** Someone else wrote between our read and our write. */
export function stateConflict(place: string, why: string): PankaError {
  return new PankaError({
    code: 'StateConflict',
    message: `the state at "${place}" was changed by another run: ${why}; this run wrote nothing over it`,
    suggestions: ['panka status', 'run the command again'],
  });
}

/** The writer's lock is older than one that has written already. */
export function stateFenced(place: string, fences: { readonly ours: number; readonly stored: number }): PankaError {
  return new PankaError({
    code: 'StateFenced',
    message: `the state at "${place}" belongs to a newer run (its fence is ${fences.stored}, ours is ${fences.ours}): this run has lost its lock and stops`,
    suggestions: ['panka locks list', 'run the command again'],
  });
}

/** Another run took over this update's journal; the writer must do nothing more. */
export function journalSealed(place: string, by: string): PankaError {
  return new PankaError({
    code: 'JournalSealed',
    message: `another run ("${by}") took over while this one was running: the journal slot "${place}" is taken, so this run stops before its next step`,
    suggestions: ['panka locks list', 'panka status'],
  });
}

/** The store takes no more of this run's journal; what was done since is kept on this machine. Nothing more is begun. */
export function journalSpooled(place: string, file: string, cause: unknown): PankaError {
  return new PankaError({
    code: 'JournalSpooled',
    message: `the journal at "${place}" takes no more entries (${reasonOf(cause)}): what was done since is kept in "${file}", and no further step is begun`,
    suggestions: [
      ...(isPankaError(cause) ? cause.suggestions.slice(0, 1) : []),
      'run the command again, on this machine: it takes up what is kept',
    ],
    cause,
  });
}

/** The journal was closed, then written to. A fault in panka. */
export function journalClosed(place: string): PankaError {
  return new PankaError({
    code: 'JournalClosed',
    message: `the journal at "${place}" is closed, nothing can be appended`,
  });
}

/** A stack, environment or unit name that cannot be part of a path. */
export function invalidStateName(what: string, name: string): PankaError {
  return new PankaError({ code: 'InvalidStateName', message: `the ${what} "${name}" cannot be part of a state path` });
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
