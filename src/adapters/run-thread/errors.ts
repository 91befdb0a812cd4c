import { PankaError } from '../../core/diagnostics/panka-error.js';

/** The thread that keeps lease, journal and the CLI's server has ended. What was begun is in the journal. */
export function runThreadEnded(cause: unknown): PankaError {
  const why = cause instanceof Error ? ` (${cause.message})` : '';
  return new PankaError({
    code: 'RunThreadEnded',
    message: `the thread that keeps the lock and the journal of this run has ended${why}; no further step is begun`,
    suggestions: ['run the command again: it finishes what was begun', 'panka locks list'],
    cause,
  });
}
