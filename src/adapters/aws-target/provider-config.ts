import type { AwsSettings } from '../aws-clients/aws-settings.js';
import type { ProviderConfig } from '../pulumi-engine/unit-stack.js';

/** How the AWS provider reaches AWS: as panka itself does, so that one configuration serves both. */
export function providerConfig(settings: AwsSettings, region: string): ProviderConfig {
  const { profile, endpoints = {}, maxAttempts, retryMode } = settings;
  const elsewhere = Object.keys(endpoints).length > 0;
  return {
    'aws:region': region,
    ...(profile !== undefined && { 'aws:profile': profile }),
    ...(maxAttempts !== undefined && { 'aws:maxRetries': String(maxAttempts) }),
    ...(retryMode !== undefined && { 'aws:retryMode': retryMode }),
    ...(elsewhere && {
      'aws:endpoints': [endpoints],
      // A stand-in of AWS knows neither instance metadata nor the accounts of its callers.
      'aws:skipMetadataApiCheck': true,
      'aws:skipRequestingAccountId': endpoints.sts === undefined,
      'aws:s3UsePathStyle': settings.forcePathStyle ?? true,
    }),
  };
}
