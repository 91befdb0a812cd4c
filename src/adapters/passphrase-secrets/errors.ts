import { EXIT, PankaError } from '../../core/diagnostics/panka-error.js';

export function passphraseNeeded(): PankaError {
  return new PankaError({
    code: 'PassphraseNeeded',
    message: 'the secrets of this state are sealed by a passphrase, and none was given; nothing was changed',
    suggestions: [
      'export PANKA_SECRETS_PASSPHRASE=…  # the one that the state was made with',
      'export PANKA_SECRETS_PASSPHRASE_FILE=path  # a file that holds it',
    ],
    exitCode: EXIT.input,
  });
}

export function passphraseWrong(place: string): PankaError {
  return new PankaError({
    code: 'PassphraseWrong',
    message: `the passphrase does not open "${place}"; nothing was changed`,
    suggestions: ['give the one that the state was made with: PANKA_SECRETS_PASSPHRASE, PANKA_SECRETS_PASSPHRASE_FILE'],
    exitCode: EXIT.input,
  });
}

export function passphraseTooShort(characters: number, least: number): PankaError {
  return new PankaError({
    code: 'PassphraseTooShort',
    message: `the passphrase has ${characters} characters, it must have ${least} at least: whoever can read the state can try out short ones`,
    suggestions: ['openssl rand -base64 24  # makes a good one'],
    exitCode: EXIT.input,
  });
}

export function passphraseUnreadable(variable: string, file: string, cause: unknown): PankaError {
  return new PankaError({
    code: 'PassphraseUnreadable',
    message: `${variable} names "${file}", which could not be read: ${cause instanceof Error ? cause.message : String(cause)}`,
    suggestions: [`ls -l "${file}"`],
    exitCode: EXIT.input,
    cause,
  });
}
