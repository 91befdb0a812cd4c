import type { Encryption, Identity, PolicyStatement } from 'panka/sdk';

type KeyArn = NonNullable<Encryption['keyArn']>;

/** ARN behind a `kmsKey` field: `stack` is the stack's key (none when AWS-managed keys are configured), else the text itself. */
export function keyArn(choice: string | undefined, encryption: Encryption): KeyArn | undefined {
  return choice === 'stack' ? encryption.keyArn : choice;
}

/** Use of a customer's key through one service only: `sqs`, `s3`, `dynamodb`, `secretsmanager`. */
export function keyStatement(
  key: KeyArn | undefined,
  identity: Identity,
  use: { service: string; actions?: readonly string[] },
): PolicyStatement[] {
  if (key === undefined) return [];
  return [
    {
      Effect: 'Allow',
      Action: use.actions ?? ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: key,
      Condition: { StringEquals: { 'kms:ViaService': `${use.service}.${identity.region}.${suffixOf(identity)}` } },
    },
  ];
}

/** Host names of AWS in China end differently; IAM's own service principals do not. */
function suffixOf({ partition }: Identity): string {
  return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
}
