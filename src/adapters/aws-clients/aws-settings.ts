/** How AWS is reached. Everything that is left out is decided by the SDK's own chain (environment, profile, instance). */
export interface AwsSettings {
  /** Of panka, for the user agent. */
  readonly version: string;
  readonly region?: string;
  /** A profile of `~/.aws/config`: keys, SSO, assumed role, web identity. */
  readonly profile?: string;
  /** URL by service: `s3`, `dynamodb`, `sts`, `iam`, `kms`. */
  readonly endpoints?: Readonly<Record<string, string>>;
  /** `http://host/bucket` instead of `http://bucket.host`; by default where the endpoint is this machine. */
  readonly forcePathStyle?: boolean;
  /** Of one call, the first included. */
  readonly maxAttempts?: number;
  readonly retryMode?: 'standard' | 'adaptive';
  /** Milliseconds until a connection stands. */
  readonly connectTimeout?: number;
  /** Milliseconds of one attempt until the answer begins, and of silence while it comes in. */
  readonly requestTimeout?: number;
}

export const AWS_DEFAULTS = {
  region: 'us-east-1',
  maxAttempts: 5,
  retryMode: 'standard',
  connectTimeout: 5_000,
  requestTimeout: 30_000,
} as const;
