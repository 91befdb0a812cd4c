export type AwsFailureKind =
  | 'bucket-missing'
  | 'table-missing'
  | 'denied'
  | 'credentials'
  | 'clock'
  | 'region'
  | 'key'
  | 'throttled'
  | 'timeout'
  | 'network'
  | 'incomplete'
  | 'server'
  | 'other';

/** What went wrong with a call of AWS, in words, and in a kind that tells what to do about it. */
export interface AwsFailure {
  readonly kind: AwsFailureKind;
  /** AWS's own code, or the system's: `AccessDenied`, `ECONNRESET`. */
  readonly code: string;
  /** `access denied (403 AccessDenied, request 4F2A…)`. */
  readonly text: string;
  readonly status?: number;
  readonly cause: unknown;
}

interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

const CODES: Readonly<Partial<Record<AwsFailureKind, RegExp>>> = {
  'bucket-missing': /^NoSuchBucket$/,
  'table-missing': /^ResourceNotFoundException$/,
  credentials:
    /^(Expired.*|.*ExpiredException|CredentialsProviderError|TokenProviderError|InvalidAccessKeyId|InvalidToken|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|MissingAuthenticationToken|TokenRefreshRequired)$/,
  clock: /^(RequestTimeTooSkewed|RequestInTheFuture|InvalidSignatureException)$/,
  region: /^(PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraintException)$/,
  key: /^(KMS\.\w+|KMS\w+Exception)$/,
  denied: /^(AccessDenied\w*|Forbidden|AllAccessDisabled|AccountProblem)$/,
  throttled:
    /^(SlowDown|ServiceUnavailable|.*Throttl.*|TooManyRequests\w*|ProvisionedThroughputExceededException|RequestLimitExceeded)$/,
  timeout: /^(TimeoutError|RequestTimeout\w*|ETIMEDOUT|ESOCKETTIMEDOUT|AbortError)$/,
  network: /^(ECONN\w+|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|NetworkingError)$/,
  incomplete: /^IncompleteBody$/,
};

const WORDS: Readonly<Record<AwsFailureKind, string>> = {
  'bucket-missing': 'there is no such bucket',
  'table-missing': 'there is no such table',
  denied: 'access denied',
  credentials: 'the credentials are missing, expired or not valid',
  clock: "this machine's clock is off, so AWS refuses the signature",
  region: 'it is in another region than the one that was asked',
  key: 'its KMS key cannot be used',
  throttled: 'AWS asks to slow down, and went on doing so',
  timeout: 'no answer in time',
  network: 'the connection failed',
  incomplete: 'the answer was cut short',
  server: 'AWS had an internal error, and went on having it',
  other: 'the call failed',
};

/** Kinds where AWS's own words say more than ours. */
const SAID: ReadonlySet<AwsFailureKind> = new Set(['other', 'region', 'key', 'incomplete', 'credentials']);

/** Sorts what the SDK has thrown after its last attempt. */
export function awsFailure(error: unknown): AwsFailure {
  const { name = '', message = '', code: systemCode, $metadata } = (error ?? {}) as SdkError;
  const status = $metadata?.httpStatusCode;
  const code = systemCode ?? name;
  const kind = kindOf({ code, name, message, status });
  const detail = [status, code === 'Error' ? '' : code].filter(Boolean).join(' ');
  const request = $metadata?.requestId === undefined ? '' : `, request ${$metadata.requestId}`;
  const said = SAID.has(kind) ? `: ${message}` : '';
  return {
    kind,
    code,
    text: `${WORDS[kind]}${regionHint(error as SdkError)} (${detail}${request})${said}`,
    ...(status !== undefined && { status }),
    cause: error,
  };
}

function kindOf(of: { code: string; name: string; message: string; status: number | undefined }): AwsFailureKind {
  for (const word of [of.code, of.name])
    for (const [kind, codes] of Object.entries(CODES)) if (codes.test(word)) return kind as AwsFailureKind;
  if (/Region is missing/.test(of.message)) return 'region';
  if (/Could not load credentials|security token|SSO session/i.test(of.message)) return 'credentials';
  if (/socket hang up|aborted|Client network socket disconnected/i.test(of.message)) return 'network';
  if (of.status === 301) return 'region';
  if (of.status === 403) return 'denied';
  if (of.status === 429 || of.status === 503) return 'throttled';
  return of.status !== undefined && of.status >= 500 ? 'server' : 'other';
}

/** S3 names the bucket's region in its refusal. */
function regionHint(error: SdkError): string {
  const region = error?.$response?.headers?.['x-amz-bucket-region'];
  return region === undefined || error.$metadata?.httpStatusCode !== 301 ? '' : ` ("${region}")`;
}
