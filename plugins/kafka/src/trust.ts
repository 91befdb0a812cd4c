import { declareCredentials, NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { TranslateContext } from 'panka/sdk';
import type { Foundation } from './foundation.js';
import { USERNAME } from './server-properties.js';

/** Secrets of the cluster. */
export interface Trust {
  /** Certificate and key of the CA: for brokers only. */
  readonly ca: { readonly arn: pulumi.Input<string>; readonly own: boolean };
  /** Certificate of the CA, for clients: `{certificate}`. The first broker writes it. */
  readonly caCertificateArn: pulumi.Output<string>;
  /** Name and password of the user; absent without SCRAM. */
  readonly credentialsArn?: pulumi.Output<string>;
  readonly ready: readonly pulumi.Resource[];
}

export function declareTrust(at: Foundation, context: TranslateContext): Trust {
  const { spec } = at.component;
  const given = spec.tls.caSecret;
  const own =
    given === undefined ? emptySecret(at, context, { part: 'ca', description: 'CA of the brokers' }) : undefined;
  const certificate = emptySecret(at, context, {
    part: 'ca-certificate',
    description: 'CA of the brokers, for clients',
  });
  const { names, tags, component } = at;
  const credentials =
    spec.auth === 'scram'
      ? declareCredentials(component, context, {
          ...{ aws, pulumi, names, tags },
          part: 'credentials',
          description: `User of ${component.address}`,
          kmsKeyArn: at.key,
          username: USERNAME,
        })
      : undefined;
  return {
    ca: own === undefined ? { arn: at.secrets.resolve(given?.ref ?? '').arn, own: false } : { arn: own.arn, own: true },
    caCertificateArn: certificate.arn,
    ...(credentials === undefined ? {} : { credentialsArn: credentials.arn }),
    ready: [
      certificate,
      ...(own === undefined ? [] : [own]),
      ...(credentials === undefined ? [] : [credentials.version]),
    ],
  };
}

/** A secret without a value: a broker or a person writes it, so that no state ever holds it. */
export function emptySecret(
  { component, names, tags, key }: Pick<Foundation, 'component' | 'names' | 'tags' | 'key'>,
  context: TranslateContext,
  { part, description }: { part: string; description: string },
): aws.secretsmanager.Secret {
  const logicalName = context.logicalName(part);
  return new aws.secretsmanager.Secret(
    logicalName,
    {
      // A deleted secret keeps its name for days.
      namePrefix: `${names.physical(component, { ...NAME_RULES.secret, max: 400 }, part)}-`,
      description: `${description} ${component.address}`,
      recoveryWindowInDays: 7,
      ...(key === undefined ? {} : { kmsKeyId: key }),
      tags: tags.of(component, logicalName),
    },
    context.options(),
  );
}
