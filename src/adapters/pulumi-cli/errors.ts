import { EXIT, PankaError } from '../../core/diagnostics/panka-error.js';
import { OLDEST_PULUMI, TESTED_PULUMI } from './pulumi-version.js';

const INSTALL = [
  'panka engine install  # downloads it into ~/.panka/engine',
  `or install Pulumi ${TESTED_PULUMI} yourself: https://www.pulumi.com/docs/install/`,
  'or name a copy that you have: export PANKA_PULUMI=/path/to/pulumi',
];

export function pulumiMissing(): PankaError {
  return new PankaError({
    code: 'PulumiMissing',
    message: 'deploying to AWS needs the Pulumi CLI, and there is none on PATH, in PANKA_PULUMI or in ~/.panka/engine',
    suggestions: INSTALL,
    exitCode: EXIT.input,
  });
}

export function pulumiUnsupported(path: string, version: string): PankaError {
  return new PankaError({
    code: 'PulumiUnsupported',
    message: `"${path}" is Pulumi ${version}; panka needs ${OLDEST_PULUMI} or newer, below 4`,
    suggestions: INSTALL,
    exitCode: EXIT.input,
  });
}

export function pulumiUnusable(path: string, reason: string): PankaError {
  return new PankaError({
    code: 'PulumiUnusable',
    message: `"${path}" does not answer "pulumi version": ${reason}`,
    suggestions: INSTALL,
    exitCode: EXIT.input,
  });
}

export function pulumiInstallFailed(folder: string, cause: unknown): PankaError {
  const reason = (cause instanceof Error ? cause.message : String(cause)).trim().split('\n').at(-1) ?? '';
  return new PankaError({
    code: 'PulumiInstallFailed',
    message: `Pulumi ${TESTED_PULUMI} could not be installed into "${folder}": ${reason}`,
    suggestions: [
      'look whether this machine reaches https://get.pulumi.com, if need be through HTTPS_PROXY',
      `without a network: unpack Pulumi ${TESTED_PULUMI} there by hand, so that ${folder}/bin/pulumi exists`,
    ],
    cause,
  });
}
