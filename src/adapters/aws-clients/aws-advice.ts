import type { AwsFailure } from './aws-failure.js';

export interface AwsCall {
  /** IAM's name of the call: `s3:GetObject`. */
  readonly action: string;
  /** `arn:aws:s3:::bucket/key`. */
  readonly resource: string;
  readonly profile?: string;
  /** Settings that name the place: `state` or `locks`. */
  readonly settings: 'state' | 'locks';
}

/** Commands to type after a call of AWS has failed. */
export function awsAdvice(failure: AwsFailure, call: AwsCall): readonly string[] {
  const profile = call.profile === undefined ? '' : ` --profile ${call.profile}`;
  const whoAmI = `aws sts get-caller-identity${profile}`;
  switch (failure.kind) {
    case 'bucket-missing':
    case 'table-missing':
      return ['panka config  # where state and locks are looked for', 'panka doctor'];
    case 'denied':
      return [
        `allow ${call.action} on ${call.resource} to the role or user that this shows: ${whoAmI}`,
        'panka doctor',
      ];
    case 'credentials':
      return [whoAmI, `aws sso login${profile}  # where the profile uses SSO`];
    case 'clock':
      return ['set the clock of this machine, for example: sudo timedatectl set-ntp true'];
    case 'region':
      return [`set ${call.settings}.region in panka.yaml to the region of the place`, 'panka config'];
    case 'key':
      return [`allow kms:GenerateDataKey and kms:Decrypt on the key: ${whoAmI}`, 'panka config'];
    case 'throttled':
      return ['run the command again in a minute', 'set aws.retryMode to adaptive in panka.yaml'];
    default:
      return [`look at the network and at ${call.settings}.endpoint: panka config`, 'run the command again'];
  }
}
