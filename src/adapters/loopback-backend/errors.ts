import { PankaError } from '../../core/diagnostics/panka-error.js';
import { TESTED_PULUMI } from '../pulumi-cli/pulumi-version.js';

/** This machine lets no server listen on 127.0.0.1. */
export function loopbackUnavailable(cause: unknown): PankaError {
  return new PankaError({
    code: 'LoopbackUnavailable',
    message: `the Pulumi CLI cannot be given its state: no server can listen on 127.0.0.1 (${reasonOf(cause)})`,
    suggestions: ['allow processes of this user to listen on 127.0.0.1', 'panka apply --sandbox  # needs no server'],
    cause,
  });
}

/** The CLI wrote something into the journal that this panka could not replay. */
export function journalEntryUnknown(what: string): PankaError {
  return new PankaError({
    code: 'JournalEntryUnknown',
    message: `the Pulumi CLI sent a journal entry that panka does not know (${what}); no further step is begun`,
    suggestions: [
      `panka engine install  # Pulumi ${TESTED_PULUMI}, which this panka is tested with`,
      'npm install --global panka@latest',
    ],
  });
}

/** `pulumi cancel`, typed by someone with this run's token. */
export function engineCancelled(stack: string): PankaError {
  return new PankaError({
    code: 'EngineCancelled',
    message: `the run of "${stack}" was cancelled; no further step is begun`,
    suggestions: ['run the command again: it goes on where this one stopped'],
  });
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
