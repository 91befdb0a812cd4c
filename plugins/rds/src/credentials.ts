import { secretText, secretVersionNumber } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { RdsSpec } from './schema.js';

/** Where the master password comes from. Its value is write-only: it never reaches the state of the database. */
export type Credentials =
  | { readonly managed: true }
  | {
      readonly managed: false;
      readonly secretArn: pulumi.Output<string>;
      readonly password: pulumi.Output<string>;
      /** Changes with the version of the secret, so that a rotation reaches the database. */
      readonly version: pulumi.Output<number>;
    };

export function credentialsOf(spec: RdsSpec): Credentials {
  const { passwordSecret } = spec.database;
  if (passwordSecret === undefined) return { managed: true };
  const secret = aws.secretsmanager.getSecretVersionOutput({ secretId: passwordSecret.ref });
  return {
    managed: false,
    secretArn: secret.arn,
    password: pulumi.secret(
      secret.secretString.apply((text) => secretText(text, passwordSecret, 'database.passwordSecret')),
    ),
    version: secret.versionId.apply(secretVersionNumber),
  };
}
