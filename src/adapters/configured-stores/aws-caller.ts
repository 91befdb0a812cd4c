import { backendsOf } from '../../core/config/backends.js';
import type { Settings } from '../../core/config/settings.js';

/** An audit entry is worth waiting for that long, not longer. */
const PATIENCE_MS = 3_000;

/**
 * ARN that AWS knows us by, for the audit trail, where the state is in a bucket. Undefined where AWS does not say so in time, and
 * where a stand-in of S3 has none of STS: then there is no account to ask.
 */
export async function awsCaller(settings: Settings, version: string): Promise<string | undefined> {
  if (backendsOf(settings).state !== 's3') return undefined;
  const [{ AwsClients }, { awsSettingsOf }, { callerOf }] = await Promise.all([
    import('../aws-clients/aws-clients.js'),
    import('../aws-clients/aws-settings-of.js'),
    import('../backend-setup/caller.js'),
  ]);
  const aws = awsSettingsOf(settings, version, 'state');
  const { s3, sts } = aws.endpoints ?? {};
  if (s3 !== undefined && sts === undefined) return undefined;
  const clients = new AwsClients({ ...aws, maxAttempts: 1, requestTimeout: PATIENCE_MS, connectTimeout: PATIENCE_MS });
  try {
    return (await callerOf(clients)).arn;
  } catch {
    return undefined;
  } finally {
    await clients.close();
  }
}
