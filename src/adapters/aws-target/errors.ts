import { EXIT, PankaError } from '../../core/diagnostics/panka-error.js';

export function wrongAccount(expected: string, account: string, arn: string): PankaError {
  return new PankaError({
    code: 'WrongAccount',
    message: `this stack belongs to AWS account ${expected}, and the credentials are of ${account} (${arn}); nothing was done`,
    suggestions: [
      'export AWS_PROFILE=…  # or aws.profile in panka.yaml: a profile of that account',
      'panka config  # shows where account and profile come from',
    ],
    exitCode: EXIT.input,
  });
}
