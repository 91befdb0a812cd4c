import { declareCredentials, secretText, secretVersionNumber } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { TranslateContext } from 'panka/sdk';
import type { Foundation } from './foundation.js';

/** What AWS takes. Source: ElastiCache user guide, "Authenticating with the AUTH command". */
const TOKEN = /^[A-Za-z0-9!&#$^<>-]{16,128}$/;
/** Whom a token logs in. */
const DEFAULT_USER = 'default';
/** Where a secret of Panka's has the token. */
const GENERATED_KEY = 'password';

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

interface Field {
  readonly ref: string;
  /** Absent: the whole text is the token. */
  readonly key?: string;
}

export function tokenOf(at: Foundation, context: TranslateContext): Token {
  const { authTokenSecret: given, authTokenUpdate: update } = at.component.spec.security;
  if (given !== undefined)
    return { ...read(given.ref, given, update), ...(given.key === undefined ? {} : { key: given.key }) };
  const { arn, version } = generated(at, context);
  return {
    ...read(version.secretId, { ref: 'token', key: GENERATED_KEY }, update),
    secretArn: arn,
    key: GENERATED_KEY,
    ...(at.key === undefined ? {} : { kmsKeyArn: at.key }),
  };
}

/**
 * The text as the secret holds it now: a rotation there reaches the cache at the next apply. The former token stays good until `set`
 * sends the new one again, for which it counts as another version. Source: ElastiCache user guide, "Modifying the AUTH token".
 */
function read(
  secretId: pulumi.Input<string>,
  field: Field,
  update: 'rotate' | 'set',
): Pick<Token, 'secretArn' | 'args'> {
  const secret = aws.secretsmanager.getSecretVersionOutput({ secretId });
  return {
    secretArn: secret.arn,
    args: {
      authTokenWo: pulumi.secret(secret.secretString.apply((text) => checked(valueIn(text, field)))),
      authTokenWoVersion: secret.versionId.apply((id) => secretVersionNumber(id) + (update === 'set' ? 1 : 0)),
      authTokenUpdateStrategy: update === 'set' ? 'SET' : 'ROTATE',
    },
  };
}

function valueIn(text: string, { ref, key }: Field): string {
  return key === undefined ? text : secretText(text, { ref, key }, 'security.authTokenSecret');
}

/** The token never goes into the error. What a render puts in its place is no token. */
function checked(token: string): string {
  if (TOKEN.test(token) || token.startsWith('${')) return token;
  throw new Error('PANKA-RED-004 auth token must be 16–128 letters, digits or ! & # $ ^ < > -');
}

/** A secret that Panka makes. Its text is written once; whoever changes it there rotates the token. */
function generated(at: Foundation, context: TranslateContext) {
  const { component, names, tags, key: kmsKeyArn } = at;
  const description = `Token of cache ${component.address}`;
  const wanted = { aws, pulumi, names, tags, part: 'token', description, kmsKeyArn, username: DEFAULT_USER };
  return declareCredentials(component, context, wanted);
}
