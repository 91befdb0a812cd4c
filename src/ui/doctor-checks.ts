import type { BackendCheck } from '../adapters/backend-setup/check-backend.js';
import { findPulumiCli } from '../adapters/pulumi-cli/find-pulumi-cli.js';
import { fitOf, TESTED_PULUMI } from '../adapters/pulumi-cli/pulumi-version.js';
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

/** Which Pulumi CLI deployments to AWS would use. */
export async function engineCheck(): Promise<Check> {
  try {
    const cli = await findPulumiCli();
    const caution = fitOf(cli.version) === 'newer' ? `; panka was tested with ${TESTED_PULUMI}` : '';
    return { name: 'engine', ok: true, detail: `Pulumi ${cli.version}, ${cli.path}${caution}` };
  } catch (error) {
    return failure('engine', error);
  }
}

/** A check for each thing of the backend: what of it isn't as it should be, else how much of it was looked at. */
export function backendChecks(found: BackendCheck | undefined): Check[] {
  if (found === undefined) return [];
  const { caller, clockOffset, pieces } = found;
  const minutes = Math.floor(Math.abs(clockOffset) / 60_000);
  return [
    { name: 'caller', ok: true, detail: `${caller.arn} in ${caller.account}` },
    {
      name: 'clock',
      ok: minutes === 0,
      detail: minutes === 0 ? 'as at AWS, within a minute' : `${minutes} minutes off`,
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
