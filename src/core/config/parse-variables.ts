import { EXIT, PankaError } from '../diagnostics/panka-error.js';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** `NAME=VALUE` options as a map; the last of a name wins. Throws InvalidVariable; the value is not shown, it may be meant to be secret. */
export function parseVariables(options: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    options.map((option) => {
      const at = option.indexOf('=');
      const name = at === -1 ? option : option.slice(0, at);
      if (at === -1 || !NAME.test(name)) throw invalidVariable(name);
      return [name, option.slice(at + 1)];
    }),
  );
}

function invalidVariable(name: string): PankaError {
  return new PankaError({
    code: 'InvalidVariable',
    message: `--var "${name}" is not of the form NAME=VALUE`,
    suggestions: ['--var VERSION=1.2.3'],
    exitCode: EXIT.input,
  });
}
