import type { BackendCheck } from '../adapters/backend-setup/check-backend.js';
import { isPankaError } from '../core/diagnostics/panka-error.js';

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  /** What to type. */
  readonly fix?: string;
}

/** A failed check of what could not be looked at; a bug goes on. */
export function failure(name: string, error: unknown): Check {
  if (isPankaError(error)) return { name, ok: false, detail: error.message, fix: error.suggestions[0] };
  throw error;
}

/** A check for each thing of the backend: what of it isn't as it should be, else how much of it was looked at. */
export function backendChecks(found: BackendCheck | undefined): Check[] {
  if (found === undefined) return [];
  const { caller, clockOffset, pieces } = found;
  const minutes = Math.round(Math.abs(clockOffset) / 60_000);
  return [
    { name: 'caller', ok: true, detail: `${caller.arn} in ${caller.account}` },
    {
      name: 'clock',
      ok: clockOffset === 0,
      detail: clockOffset === 0 ? 'as at AWS, within minutes' : `${minutes} minutes off`,
      fix: 'sudo timedatectl set-ntp true',
    },
    ...[...new Set(pieces.map(({ of }) => of))].map((of): Check => {
      const own = pieces.filter((piece) => piece.of === of);
      const wrong = own.filter(({ status }) => status !== 'there');
      return {
        name: of.split(' ')[0] ?? of,
        ok: wrong.length === 0,
        detail:
          wrong.length === 0
            ? `${of.split(' ').slice(1).join(' ')}: ${own.length} properties as they should be`
            : `${of.split(' ').slice(1).join(' ')}: ${wrong.map(({ name, detail }) => `${name} ${detail}`).join(', ')}`,
        fix: wrong.find(({ advice }) => advice)?.advice ?? 'panka backend create',
      };
    }),
  ];
}
