import { createHash } from 'node:crypto';
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
    password: pulumi.secret(secret.secretString.apply((text) => passwordIn(text, passwordSecret))),
    version: secret.versionId.apply(versionNumber),
  };
}

/** The value of the key in a JSON secret; a secret that isn't JSON is the password. The text never goes into an error. */
function passwordIn(text: string, { ref, key }: { ref: string; key: string }): string {
  const fields = parsed(text);
  if (fields === undefined) return text;
  const value = fields[key];
  if (typeof value !== 'string')
    throw new Error(`secret "${ref}" has no key "${key}"; set database.passwordSecret.key`);
  return value;
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function versionNumber(versionId: string): number {
  return Number.parseInt(createHash('sha256').update(versionId).digest('hex').slice(0, 7), 16);
}
