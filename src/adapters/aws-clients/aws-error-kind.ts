import type { AwsErrorKind } from '../../sdk/verifier.js';
import type { AwsFailure, AwsFailureKind } from './aws-failure.js';

const KINDS: Readonly<Partial<Record<AwsFailureKind, AwsErrorKind>>> = {
  'bucket-missing': 'missing',
  'table-missing': 'missing',
  denied: 'denied',
  key: 'denied',
  // Somebody may sign in again meanwhile.
  credentials: 'unavailable',
  clock: 'unavailable',
  throttled: 'unavailable',
  timeout: 'unavailable',
  network: 'unavailable',
  incomplete: 'unavailable',
  server: 'unavailable',
};

/** How AWS's services say that something is not there. Source: the errors of the operations of src/adapters/aws-api/services.ts. */
const MISSING = /NotFound|NoSuch|NonExist|DoesNotExist/;

/** Sorts a failed call by what its caller can do about it. */
export function awsErrorKind({ kind, code, status }: AwsFailure): AwsErrorKind {
  if ((MISSING.test(code) && kind !== 'key') || (status === 404 && kind === 'other')) return 'missing';
  return KINDS[kind] ?? 'refused';
}
