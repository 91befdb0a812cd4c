import type { PolicyStatement, SecretReference } from 'panka/sdk';

/**
 * Using whatever key of its account encrypts a secret that a manifest names: nobody but Secrets Manager knows which one it is. Only
 * through Secrets Manager, and for these secrets alone. Source: Secrets Manager user guide, "Secret encryption and decryption".
 */
export function writtenSecretKeys(secrets: readonly SecretReference[]): readonly PolicyStatement[] {
  const written = secrets.flatMap(({ arn, kmsKeyArn }) =>
    typeof arn === 'string' && kmsKeyArn === undefined ? [arn] : [],
  );
  return [...byPlace(written)].map(([place, arns]) => {
    const [partition, region, account] = place.split(':');
    return {
      Effect: 'Allow',
      Action: ['kms:Decrypt'],
      Resource: [`arn:${partition}:kms:${region}:${account}:key/*`],
      Condition: {
        StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` },
        StringLike: { 'kms:EncryptionContext:SecretARN': [...new Set(arns.flatMap((arn) => [arn, `${arn}-??????`]))] },
      },
    };
  });
}

/** By partition, region and account. */
function byPlace(arns: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>();
  for (const arn of arns) {
    const [, partition, , region, account] = arn.split(':');
    const place = `${partition}:${region}:${account}`;
    places.set(place, [...(places.get(place) ?? []), arn]);
  }
  return places;
}
