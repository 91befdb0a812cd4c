import { EXIT, PankaError } from '../diagnostics/panka-error.js';

/** A run was interrupted: what Pulumi would be given does not say what there is. */
export function ejectUnsettled(unfinished: readonly string[]): PankaError {
  const shown = unfinished.slice(0, 5).join(', ') + (unfinished.length > 5 ? ', …' : '');
  return new PankaError({
    code: 'EjectUnsettled',
    message: `${unfinished.length} steps of the last run are not finished: ${shown}; "pulumi stack import" would forget them`,
    suggestions: ['panka apply  # finishes them, then eject again'],
  });
}

/** `--to` names a file, or a folder with something in it. */
export function ejectFolderNotEmpty(folder: string): PankaError {
  return new PankaError({
    code: 'EjectFolderNotEmpty',
    message: `"${folder}" is not an empty folder; nothing was written`,
    suggestions: ['choose a new folder for --to'],
    exitCode: EXIT.input,
  });
}

/** The state has secrets, and nothing to seal them with in the project was given. */
export function ejectPassphraseNeeded(secrets: number): PankaError {
  return new PankaError({
    code: 'EjectPassphraseNeeded',
    message: `the state holds ${secrets} secrets, and no passphrase was given to seal them with in the project`,
    suggestions: ['set PULUMI_CONFIG_PASSPHRASE, or PULUMI_CONFIG_PASSPHRASE_FILE, to a new passphrase and run again'],
    exitCode: EXIT.input,
  });
}

/** An archive that was deployed is not on this machine, or is another one by now. */
export function ejectAssetMissing(name: string, file: string): PankaError {
  return new PankaError({
    code: 'EjectAssetMissing',
    message: `the file "${file}" that "${name}" was deployed with is not there any more, or has changed`,
    suggestions: [
      'panka plan  # builds the archives anew, from the same sources',
      'eject on the machine that deployed',
    ],
  });
}

/** A value that cannot be written as code. */
export function ejectUnsupported(name: string, what: string): PankaError {
  return new PankaError({
    code: 'EjectUnsupported',
    message: `"${name}" cannot be written as a Pulumi program: ${what}; nothing was written`,
    suggestions: [`panka state show '${name}'`],
  });
}

/** The project cannot be written where `--to` says. */
export function ejectUnwritable(folder: string, cause: unknown): PankaError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new PankaError({
    code: 'EjectUnwritable',
    message: `the project could not be written to "${folder}": ${why}`,
    suggestions: ['choose another folder for --to'],
    exitCode: EXIT.input,
    cause,
  });
}
