import { readFileSync } from 'node:fs';
import { passphraseUnreadable } from './errors.js';

export const PASSPHRASE = 'PANKA_SECRETS_PASSPHRASE';
/** For a change from one passphrase to another. */
export const NEW_PASSPHRASE = 'PANKA_SECRETS_NEW_PASSPHRASE';

/** The passphrase in the variable, else in the file that `…_FILE` names (without its last line break). An empty one is none. */
export function readPassphrase(env: NodeJS.ProcessEnv, variable = PASSPHRASE): string | undefined {
  const given = env[variable];
  if (given !== undefined && given !== '') return given;
  const file = env[`${variable}_FILE`];
  if (file === undefined || file === '') return undefined;
  return readFile(`${variable}_FILE`, file).replace(/\r?\n$/, '') || undefined;
}

function readFile(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw passphraseUnreadable(variable, file, error);
  }
}
