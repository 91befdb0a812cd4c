import { EXIT, PankaError } from '../diagnostics/panka-error.js';

/** A piece was made and still isn't as it should be. */
export function setupFailed({ of, name }: { readonly of: string; readonly name: string }, detail: string): PankaError {
  return new PankaError({
    code: 'SetupFailed',
    message: `${name} of ${of} was set and is not as it should be: ${detail}`,
    suggestions: ['run the command again', 'panka doctor'],
  });
}

/** Neither a bucket nor a table is named, by flags or by the configuration. */
export function backendNeeded(): PankaError {
  return new PankaError({
    code: 'BackendNeeded',
    message: 'neither a bucket nor a table is named',
    suggestions: ['panka backend create --bucket company-panka-state --table company-panka-locks', 'panka init'],
    exitCode: EXIT.input,
  });
}

export function trustWrong(text: string): PankaError {
  return new PankaError({
    code: 'InvalidTrust',
    message: `"${text}" names no pipeline that could assume the role`,
    suggestions: ['--trust github:owner/name@main', '--trust gitlab:group/project'],
    exitCode: EXIT.input,
  });
}

export function backendNameWrong(what: string, name: string, rule: string): PankaError {
  return new PankaError({
    code: 'InvalidBackendName',
    message: `"${name}" cannot be the name of a ${what}: ${rule}`,
    suggestions: [`panka backend create --${what} company-panka-${what === 'bucket' ? 'state' : 'locks'}`],
    exitCode: EXIT.input,
  });
}

/** Without a terminal to ask on, the flags have to say everything. */
export function initIncomplete(missing: readonly string[]): PankaError {
  return new PankaError({
    code: 'InitIncomplete',
    message: `there is no terminal to ask on, and nothing says ${missing.join(', ')}`,
    suggestions: [
      'panka init --region eu-west-1 --bucket company-panka-state --table company-panka-locks',
      'panka init --target sandbox',
    ],
    exitCode: EXIT.input,
  });
}
