import type { Input, Output } from '@pulumi/pulumi';
import type { PolicyStatement, ResolvedReference, SecretReference, TranslateContext } from 'panka/sdk';

/** A secret that Lambda's pollers sign in with, or trust, in the words of an event source mapping. */
interface PollerSecret {
  readonly type: 'SASL_SCRAM_512_AUTH' | 'SERVER_ROOT_CA_CERTIFICATE';
  readonly secret: SecretReference;
}

/** What pollers of a Kafka cluster need beside its address: its user, where it has one, and its CA, where that is its own. */
function pollerSecrets(reference: ResolvedReference, context: TranslateContext): readonly PollerSecret[] {
  const { outputs, provides } = context.provided(reference.to);
  // A cluster that is only published, and not deployed here, has outputs alone.
  const published = (output: string): SecretReference | undefined =>
    reference.kind === 'Kafka' && outputs[output] !== undefined
      ? { arn: outputs[output] as Output<string> }
      : undefined;
  const user = provides.secrets?.PASSWORD ?? published('secretArn');
  const authority = provides.secrets?.CA_CERTIFICATE ?? published('caCertificateSecretArn');
  return [
    ...(user === undefined ? [] : [{ type: 'SASL_SCRAM_512_AUTH', secret: user } as const]),
    ...(authority === undefined ? [] : [{ type: 'SERVER_ROOT_CA_CERTIFICATE', secret: authority } as const]),
  ];
}

/** The same as the mapping wants it. */
export function accessConfigurations(
  reference: ResolvedReference,
  context: TranslateContext,
): { type: string; uri: Input<string> }[] {
  return pollerSecrets(reference, context).map(({ type, secret }) => ({ type, uri: secret.arn }));
}

/** Pollers read these secrets in the name of the function. */
export function pollerSecretStatements(
  reference: ResolvedReference,
  context: TranslateContext,
  region: string,
): PolicyStatement[] {
  const secrets = pollerSecrets(reference, context).map(({ secret }) => secret);
  if (secrets.length === 0) return [];
  const keys = secrets.flatMap(({ kmsKeyArn }) => (kmsKeyArn === undefined ? [] : [kmsKeyArn]));
  const viaSecrets = { StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` } };
  return [
    { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: secrets.map(({ arn }) => arn) },
    ...(keys.length === 0
      ? []
      : [{ Effect: 'Allow' as const, Action: ['kms:Decrypt'], Resource: [...new Set(keys)], Condition: viaSecrets }]),
  ];
}
