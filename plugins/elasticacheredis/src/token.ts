import { NAME_RULES, secretText, secretVersionNumber } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { TranslateContext } from 'panka/sdk';
import type { Foundation } from './foundation.js';

/** What AWS takes. Source: ElastiCache user guide, "Authenticating with the AUTH command". */
const TOKEN = /^[A-Za-z0-9!&#$^<>-]{16,128}$/;
const TOKEN_LENGTH = 64;
/** Days in which a deleted token can be brought back. */
const RECOVERY_DAYS = 7;

/** The token that clients log in with. It is written only: it reaches neither the state of the cache nor that of the secret. */
export interface Token {
  readonly secretArn: pulumi.Output<string>;
  readonly key?: string;
  readonly kmsKeyArn?: pulumi.Input<string>;
  readonly args: Pick<
    aws.elasticache.ReplicationGroupArgs,
    'authTokenWo' | 'authTokenWoVersion' | 'authTokenUpdateStrategy'
  >;
}

export function tokenOf(at: Foundation, context: TranslateContext): Token {
  const { authTokenSecret: given } = at.component.spec.security;
  if (given === undefined) return { ...read(generated(at, context)), ...(at.key ? { kmsKeyArn: at.key } : {}) };
  return { ...read(given.ref, given), ...(given.key === undefined ? {} : { key: given.key }) };
}

/** The text as the secret holds it now: a rotation there reaches the cache at the next apply, and the former token stays good until the one after. */
function read(
  secretId: pulumi.Input<string>,
  field?: { ref: string; key?: string },
): Pick<Token, 'secretArn' | 'args'> {
  const secret = aws.secretsmanager.getSecretVersionOutput({ secretId });
  return {
    secretArn: secret.arn,
    args: {
      authTokenWo: pulumi.secret(secret.secretString.apply((text) => checked(valueIn(text, field)))),
      authTokenWoVersion: secret.versionId.apply(secretVersionNumber),
      authTokenUpdateStrategy: 'ROTATE',
    },
  };
}

function valueIn(text: string, field: { ref: string; key?: string } | undefined): string {
  if (field?.key === undefined) return text;
  return secretText(text, { ref: field.ref, key: field.key }, 'security.authTokenSecret');
}

/** The token never goes into the error. What a render puts in its place is no token. */
function checked(token: string): string {
  if (TOKEN.test(token) || token.startsWith('${')) return token;
  throw new Error('PANKA-RED-004 auth token must be 16–128 letters, digits or ! & # $ ^ < > -');
}

/** A secret that Panka makes. Its text is written once; whoever changes it there rotates the token. */
function generated(at: Foundation, context: TranslateContext): pulumi.Output<string> {
  const logicalName = context.logicalName('token');
  const secret = new aws.secretsmanager.Secret(
    logicalName,
    {
      // A deleted secret keeps its name for days.
      namePrefix: `${at.names.physical(at.component, NAME_RULES.secret, 'token')}-`,
      description: `Token of cache ${at.component.address}`,
      recoveryWindowInDays: RECOVERY_DAYS,
      ...(at.key === undefined ? {} : { kmsKeyId: at.key }),
      tags: at.tagsOf('token'),
    },
    context.options(),
  );
  const random = aws.secretsmanager.getRandomPasswordOutput({ passwordLength: TOKEN_LENGTH, excludePunctuation: true });
  const version = new aws.secretsmanager.SecretVersion(
    context.logicalName('token/version'),
    { secretId: secret.arn, secretStringWo: pulumi.secret(random.randomPassword), secretStringWoVersion: 1 },
    context.options(),
  );
  return version.secretId;
}
