import type { Settings } from '../../core/config/settings.js';
import type { TargetIdentity } from '../../core/execution/ports.js';
import { AwsClients } from '../aws-clients/aws-clients.js';
import { awsSettingsOf } from '../aws-clients/aws-settings-of.js';
import { callerOf } from '../backend-setup/caller.js';
import { wrongAccount } from './errors.js';

export interface IdentityRequest {
  readonly settings: Settings;
  /** Of panka. */
  readonly version: string;
  readonly region: string;
  /** Account that the configuration or the environment of the stack names; undefined: any. */
  readonly expected?: string;
}

/** The account that the credentials belong to. Throws WrongAccount before anything is read or done in another one. */
export async function awsIdentity({ settings, version, region, expected }: IdentityRequest): Promise<TargetIdentity> {
  const clients = new AwsClients({ ...awsSettingsOf(settings, version), region });
  try {
    const { account, arn } = await callerOf(clients);
    if (expected !== undefined && expected !== account) throw wrongAccount(expected, account, arn);
    return { name: 'aws', account, region };
  } finally {
    await clients.close();
  }
}
