import type { Input } from '@pulumi/pulumi';
import type { ComponentOf, PolicyStatement, SecretReference, Secrets, TranslateContext } from 'panka/sdk';
import { type EnvironmentEntry, environmentOf, prefixed } from './environment.js';
import type { SecretEntry } from './secret-list.js';
import { writtenSecretKeys } from './written-secret-keys.js';

type Component = ComponentOf<{
  readonly environment?: readonly EnvironmentEntry[];
  readonly secrets?: readonly SecretEntry[];
}>;

export interface ToldEnvironment {
  readonly variables: Readonly<Record<string, Input<string>>>;
  /** Secrets that it reads itself. */
  readonly statements: readonly PolicyStatement[];
}

interface Told {
  /** Start of the variables: `<prefix>_SECRET_ARN`. */
  readonly prefix: string;
  readonly secret: SecretReference;
  readonly key?: string;
}

/**
 * Variables of what AWS hands no secrets to, such as a function or an instance: it is told where they are
 * (`<NAME>_SECRET_ARN`), and may read them.
 */
export function toldEnvironment(component: Component, context: TranslateContext, secrets: Secrets): ToldEnvironment {
  const told = [...ownSecrets(component, secrets), ...consumedSecrets(context)];
  const variables = new Map<string, Input<string>>();
  for (const { prefix, secret, key } of told) {
    variables.set(`${prefix}_SECRET_ARN`, secret.arn);
    if (key !== undefined) variables.set(`${prefix}_SECRET_KEY`, key);
  }
  const others = environmentOf(component, context, new Set(variables.keys()));
  return {
    variables: Object.fromEntries([...others.map(({ name, value }) => [name, value] as const), ...variables]),
    statements: [
      ...told.flatMap(({ secret }) => readStatements(secret)),
      ...writtenSecretKeys(told.map(({ secret }) => secret)),
    ],
  };
}

function ownSecrets({ spec }: Component, secrets: Secrets): Told[] {
  return (spec.secrets ?? []).map(({ name, envVar, secretRef, key }) => ({
    prefix: envVar ?? name,
    secret: secrets.resolve(secretRef, key),
    ...(key === undefined ? {} : { key }),
  }));
}

/** All values of one provider are in one secret, so it is told once: `API_DB_SECRET_ARN`. */
function consumedSecrets(context: TranslateContext): Told[] {
  return context.consumed.flatMap(({ reference, provider }) => {
    const [secret] = Object.values(provider.provides.secrets ?? {});
    if (secret === undefined || reference.inject === undefined || reference.inject === false) return [];
    return [{ prefix: prefixed(reference.inject.prefix, '').replace(/_$/, ''), secret }];
  });
}

/** A secret known by its name has six random characters more in the ARN that IAM compares. */
function readStatements({ arn, kmsKeyArn }: SecretReference): PolicyStatement[] {
  const Resource = typeof arn === 'string' ? [arn, `${arn}-??????`] : arn;
  return [
    { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource },
    ...(kmsKeyArn === undefined ? [] : [{ Effect: 'Allow', Action: ['kms:Decrypt'], Resource: kmsKeyArn } as const]),
  ];
}
