import type { AwsError, AwsErrorKind } from '../../sdk/verifier.js';
import { awsErrorKind } from '../aws-clients/aws-error-kind.js';
import { type AwsFailure, awsFailure } from '../aws-clients/aws-failure.js';

/** What a call of AWS ended with instead of an answer. */
export class AwsCallError extends Error implements AwsError {
  /** AWS's code by the SDK's name of it, `ServiceNotFoundException`; or the system's, `ECONNRESET`. */
  readonly code: string;
  readonly kind: AwsErrorKind;
  /** AWS's id of the request, which its support asks for. */
  readonly requestId?: string;

  constructor(operation: string, thrown: unknown) {
    const failure = awsFailure(thrown);
    super(`${operation}: ${textOf(failure, thrown)}`, { cause: thrown });
    this.name = failure.code;
    this.code = failure.code;
    this.kind = awsErrorKind(failure);
    const { requestId } = (thrown as SdkError).$metadata ?? {};
    if (requestId !== undefined) this.requestId = requestId;
  }
}

interface SdkError {
  readonly message?: string;
  readonly $metadata?: { readonly requestId?: string };
}

/** AWS's own words where it answered; ours where no answer came. */
function textOf({ code, status, text }: AwsFailure, thrown: unknown): string {
  const { message = '', $metadata } = thrown as SdkError;
  if (status === undefined) return text;
  const words = message === '' || message === code || message === 'UnknownError' ? '' : `: ${message}`;
  const request = $metadata?.requestId === undefined ? '' : ` (request ${$metadata.requestId})`;
  return `${code}${words}${request}`;
}
