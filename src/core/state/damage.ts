import { isPankaError, type PankaError } from '../diagnostics/panka-error.js';

const DAMAGE: readonly string[] = ['StateCorrupt', 'StateForeign', 'JournalUnreadable', 'DeploymentBroken'];

/** True for an error that says what is stored is not what was written; false for one that says it could not be read, or is newer. */
export function isDamage(error: unknown): error is PankaError {
  return isPankaError(error) && DAMAGE.includes(error.code);
}
