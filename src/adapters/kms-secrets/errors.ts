import { PankaError } from '../../core/diagnostics/panka-error.js';
import { awsAdvice } from '../aws-clients/aws-advice.js';
import { type AwsFailure, awsFailure } from '../aws-clients/aws-failure.js';

export interface KmsCall {
  /** `kms:Decrypt`. */
  readonly action: string;
  /** ARN, id or alias. */
  readonly key: string;
  readonly profile?: string;
}

/** KMS refuses the key, or could not be reached. */
export function secretsKeyUnusable(call: KmsCall, cause: unknown): PankaError {
  const failure = awsFailure(cause);
  return new PankaError({
    code: 'SecretsKeyUnusable',
    message: `the KMS key "${call.key}" of the secrets cannot be used (${call.action}): ${failure.text}; nothing was changed`,
    suggestions: advice(failure, call),
    cause,
  });
}

/** The root key that KMS has given does not open the data keys: the object was put together from two. */
export function secretsKeyForeign(place: string): PankaError {
  return new PankaError({
    code: 'SecretsKeyUnusable',
    message: `the key that KMS has unwrapped does not open the keys in "${place}"; nothing was changed`,
    suggestions: [`bring "${place}" back from an older version in the bucket`],
  });
}

function advice(failure: AwsFailure, { action, key, profile }: KmsCall): readonly string[] {
  const options = `--key-id ${key}${profile === undefined ? '' : ` --profile ${profile}`}`;
  switch (failure.code) {
    case 'NotFoundException':
      return ['panka config  # is secrets.kmsKey, or state.kmsKey, spelt right, with the right region and profile?'];
    case 'DisabledException':
      return [`aws kms enable-key ${options}`];
    case 'KMSInvalidStateException':
      return [`aws kms cancel-key-deletion ${options}`, `aws kms enable-key ${options}`];
    case 'IncorrectKeyException':
    case 'InvalidCiphertextException':
      return ['bring secrets.json of the stack back from an older version in the bucket: it belongs to another stack'];
    default:
      return awsAdvice(failure, {
        action,
        resource: key,
        settings: 'state',
        ...(profile !== undefined && { profile }),
      });
  }
}
