import { EXIT, PankaError } from '../diagnostics/panka-error.js';
import { environmentName } from './settings.js';

export function unknownSetting(name: string, origin: string, similar: string | undefined): PankaError {
  return new PankaError({
    code: 'UnknownSetting',
    message: `unknown setting "${name}" in ${origin}`,
    suggestions: [...(similar === undefined ? [] : [`did you mean "${similar}"?`]), 'panka config'],
    exitCode: EXIT.input,
  });
}

export function invalidSetting(wrong: { name: string; given: unknown; origin: string; wanted: string }): PankaError {
  return new PankaError({
    code: 'InvalidSetting',
    message: `setting "${wrong.name}" is ${JSON.stringify(wrong.given)} in ${wrong.origin}; it must be ${wrong.wanted}`,
    suggestions: ['panka config'],
    exitCode: EXIT.input,
  });
}

/** A setting without which the chosen backend cannot work. */
export function settingNeeded(name: string, why: string): PankaError {
  return new PankaError({
    code: 'SettingNeeded',
    message: `the setting "${name}" is needed: ${why}`,
    suggestions: [`write it into panka.yaml, or set ${environmentName(name)}`, 'panka config'],
    exitCode: EXIT.input,
  });
}

export function configUnreadable(file: string, why: string, cause?: unknown): PankaError {
  return new PankaError({
    code: 'ConfigUnreadable',
    message: `could not read "${file}": ${why}`,
    suggestions: [`correct or remove ${file}`],
    exitCode: EXIT.input,
    cause,
  });
}

export function noTarget(): PankaError {
  return new PankaError({
    code: 'NoTarget',
    message: 'nothing says where to deploy',
    suggestions: [
      'add --sandbox to deploy to a simulated AWS on this machine, without an account',
      'or write `target: sandbox` (or `target: aws`) into panka.yaml',
    ],
    exitCode: EXIT.input,
  });
}

export function noProject(from: string): PankaError {
  return new PankaError({
    code: 'NoProject',
    message: `no stack.yaml or panka.yaml in "${from}" or any folder above it`,
    suggestions: ['panka validate --dir path/to/stack', 'cd examples/minimal  # in a clone of panka'],
    exitCode: EXIT.input,
  });
}
