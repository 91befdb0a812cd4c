import type { SecretVersion } from '@pulumi/aws/secretsmanager/index.js';
import type { Input, Output } from '@pulumi/pulumi';
import type { ComponentOf, Names, Tags, TranslateContext } from 'panka/sdk';
import { NAME_RULES } from './name-rules.js';

/** Days in which a deleted secret can be brought back. */
const RECOVERY_DAYS = 7;
const PASSWORD_LENGTH = 40;

export interface GeneratedSecret {
  /** The caller's own: this package is loaded where Pulumi is not. */
  readonly aws: Pick<typeof import('@pulumi/aws'), 'secretsmanager'>;
  readonly pulumi: Pick<typeof import('@pulumi/pulumi'), 'secret'>;
  readonly names: Names;
  readonly tags: Tags;
  /** Part of the logical name: `credentials`. */
  readonly part: string;
  readonly description: string;
  /** Start that AWS demands of the name: `AmazonMSK_`. */
  readonly namePrefix?: string;
  readonly kmsKeyArn: Input<string> | undefined;
  readonly username: string;
}

/** A secret `{username, password}` with a password that nobody chose. It is written once, and never into the state: whoever changes it there rotates it. */
export function declareCredentials(
  component: ComponentOf<unknown>,
  context: TranslateContext,
  { aws, pulumi, names, tags, part, ...wanted }: GeneratedSecret,
): { readonly arn: Output<string>; readonly version: SecretVersion } {
  const logicalName = context.logicalName(part);
  const secret = new aws.secretsmanager.Secret(
    logicalName,
    {
      // A deleted secret keeps its name for days.
      namePrefix: `${wanted.namePrefix ?? ''}${names.physical(component, { ...NAME_RULES.secret, max: 400 }, part)}-`,
      description: wanted.description,
      recoveryWindowInDays: RECOVERY_DAYS,
      ...(wanted.kmsKeyArn === undefined ? {} : { kmsKeyId: wanted.kmsKeyArn }),
      tags: tags.of(component, logicalName),
    },
    context.options(),
  );
  const random = aws.secretsmanager.getRandomPasswordOutput({
    passwordLength: PASSWORD_LENGTH,
    excludePunctuation: true,
  });
  const text = random.randomPassword.apply((password) => JSON.stringify({ username: wanted.username, password }));
  const version = new aws.secretsmanager.SecretVersion(
    context.logicalName(`${part}/version`),
    { secretId: secret.arn, secretStringWo: pulumi.secret(text), secretStringWoVersion: 1 },
    context.options({ ignoreChanges: ['secretStringWo'] }),
  );
  return { arn: secret.arn, version };
}
