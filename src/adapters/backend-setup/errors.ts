import { PankaError } from '../../core/diagnostics/panka-error.js';
import { awsAdvice } from '../aws-clients/aws-advice.js';
import { type AwsFailure, awsFailure } from '../aws-clients/aws-failure.js';

export function callerUnknown(failure: AwsFailure, profile: string | undefined): PankaError {
  const call = {
    action: 'sts:GetCallerIdentity',
    resource: '*',
    settings: 'state',
    ...(profile && { profile }),
  } as const;
  return new PankaError({
    code: 'CallerUnknown',
    message: `AWS does not say who is asking (sts:GetCallerIdentity): ${failure.text}`,
    suggestions: [...awsAdvice(failure, call), 'export AWS_PROFILE=NAME  # the profile to use'],
    cause: failure.cause,
  });
}

/** A call of the set-up was refused; what was made until then stays, and the next run goes on from there. */
export function setupRefused(what: string, cause: unknown): PankaError {
  const failure = awsFailure(cause);
  return new PankaError({
    code: 'SetupRefused',
    message: `${what}: ${failure.text}`,
    suggestions: [
      ...awsAdvice(failure, { action: 'the call', resource: what, settings: 'state' }),
      'panka backend create  # again: it goes on where it stopped',
    ],
    cause,
  });
}
