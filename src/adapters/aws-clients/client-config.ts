import { AWS_DEFAULTS, type AwsSettings } from './aws-settings.js';

/** What every client of the SDK is built with. */
export interface ClientConfig {
  readonly region?: string;
  readonly profile?: string;
  readonly endpoint?: string;
  /** Of S3 only. */
  readonly forcePathStyle?: boolean;
  readonly maxAttempts: number;
  readonly retryMode: string;
  readonly customUserAgent: [string, string][];
  /** For the providers of the SDK's chain: they read the files of `~/.aws` again, not only once a process. */
  readonly ignoreCache: true;
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly socketTimeout: number;
    readonly throwOnRequestTimeout: true;
  };
}

/**
 * The configuration of one service's client. No call may hang: `socketTimeout` ends an answer that stops half-way, which
 * `requestTimeout` does not see. Throttling and server errors are tried again by the SDK, with growing pauses.
 */
export function clientConfig(settings: AwsSettings, service: string): ClientConfig {
  const endpoint = settings.endpoints?.[service];
  const requestTimeout = settings.requestTimeout ?? AWS_DEFAULTS.requestTimeout;
  const region = settings.region ?? regionOutsideOfTheChain(settings, endpoint);
  return {
    ...(region !== undefined && { region }),
    ...(settings.profile !== undefined && { profile: settings.profile }),
    ...(endpoint !== undefined && { endpoint }),
    ...(service === 's3' && { forcePathStyle: needsPathStyle(settings) }),
    maxAttempts: settings.maxAttempts ?? AWS_DEFAULTS.maxAttempts,
    retryMode: settings.retryMode ?? AWS_DEFAULTS.retryMode,
    customUserAgent: [['panka', settings.version]],
    ignoreCache: true,
    requestHandler: {
      connectionTimeout: settings.connectTimeout ?? AWS_DEFAULTS.connectTimeout,
      requestTimeout,
      socketTimeout: requestTimeout,
      throwOnRequestTimeout: true,
    },
  };
}

/** `http://bucket.127.0.0.1/` leads nowhere. */
function needsPathStyle(settings: AwsSettings): boolean {
  if (settings.forcePathStyle !== undefined) return settings.forcePathStyle;
  const endpoint = settings.endpoints?.['s3'];
  return endpoint !== undefined && /^https?:\/\/(localhost|\d+\.\d+\.\d+\.\d+|\[)/.test(endpoint);
}

/** A simulated AWS has one region for all; a real one must be named by setting, variable or profile. */
function regionOutsideOfTheChain(settings: AwsSettings, endpoint: string | undefined): string | undefined {
  const isNamed = process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION || process.env.AWS_PROFILE;
  return endpoint === undefined || settings.profile !== undefined || isNamed ? undefined : AWS_DEFAULTS.region;
}
