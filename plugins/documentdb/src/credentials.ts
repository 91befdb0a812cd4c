import { secretText, secretVersionNumber } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { DocumentDbSpec } from './schema.js';

/** Where the master password comes from. Its value is write-only: it never reaches the state of the cluster. */
export interface Credentials {
  /** What the cluster is told. */
  readonly args: Pick<
    aws.docdb.ClusterArgs,
    'manageMasterUserPassword' | 'masterPasswordWo' | 'masterPasswordWoVersion'
  >;
  /** ARN of the secret, once the cluster is there. */
  readonly secretArn: (cluster: aws.docdb.Cluster) => pulumi.Output<string>;
}

/** DocumentDB keeps a secret of its own under the account's `aws/secretsmanager` key: the provider takes no other for it. */
const MANAGED: Credentials = {
  args: { manageMasterUserPassword: true },
  secretArn: (cluster) => cluster.masterUserSecrets.apply((secrets) => secrets?.[0]?.secretArn ?? ''),
};

export function credentialsOf({ database: { passwordSecret } }: DocumentDbSpec): Credentials {
  if (passwordSecret === undefined) return MANAGED;
  const secret = aws.secretsmanager.getSecretVersionOutput({ secretId: passwordSecret.ref });
  return {
    args: {
      masterPasswordWo: pulumi.secret(
        secret.secretString.apply((text) => secretText(text, passwordSecret, 'database.passwordSecret')),
      ),
      // Changes with the version of the secret, so that a rotation reaches the cluster.
      masterPasswordWoVersion: secret.versionId.apply(secretVersionNumber),
    },
    secretArn: () => secret.arn,
  };
}
