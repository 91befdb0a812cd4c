import { environmentOf, prefixed } from '@panka/plugin-common';
import type { Input } from '@pulumi/pulumi';
import type { ComponentOf, PolicyStatement, SecretReference, Secrets, TranslateContext } from 'panka/sdk';
import type { LambdaSpec } from './schema.js';

export interface FunctionEnvironment {
  readonly variables: Readonly<Record<string, Input<string>>>;
  /** Secrets that the function reads itself. */
  readonly statements: readonly PolicyStatement[];
}

interface Told {
  /** Start of the variables: `<prefix>_SECRET_ARN`. */
  readonly prefix: string;
  readonly secret: SecretReference;
  readonly key?: string;
}

/** Lambda has no secrets of its own: the function is told where they are, and may read them. */
export function functionEnvironment(
  component: ComponentOf<LambdaSpec>,
  context: TranslateContext,
  secrets: Secrets,
): FunctionEnvironment {
  const told = [...ownSecrets(component, secrets), ...consumedSecrets(context)];
  const variables = new Map<string, Input<string>>();
  for (const { prefix, secret, key } of told) {
    variables.set(`${prefix}_SECRET_ARN`, secret.arn);
    if (key !== undefined) variables.set(`${prefix}_SECRET_KEY`, key);
  }
  const others = environmentOf(component, context, new Set(variables.keys()));
  return {
    variables: Object.fromEntries([...others.map(({ name, value }) => [name, value] as const), ...variables]),
    statements: told.flatMap(({ secret }) => readStatements(secret)),
  };
}

function ownSecrets({ spec }: ComponentOf<LambdaSpec>, secrets: Secrets): Told[] {
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
