import type { Output } from '@pulumi/pulumi';
import type { InfraView, TranslateContext } from 'panka/sdk';

export interface ManagedRotation {
  /** The caller's own: this package is loaded where Pulumi is not. */
  readonly aws: Pick<typeof import('@pulumi/aws'), 'secretsmanager'>;
  readonly infra: InfraView;
  /** The secret that a database made for its master user. */
  readonly secretArn: Output<string>;
}

/**
 * Security.secrets.rotationDays for a secret that its database rotates itself, without a function of ours. The schedule goes with
 * the secret, and that with its database: AWS refuses to end a managed rotation.
 */
export function declareManagedRotation(context: TranslateContext, { aws, infra, secretArn }: ManagedRotation): void {
  const { rotationDays } = (infra.security['secrets'] ?? {}) as { readonly rotationDays?: number };
  if (rotationDays === undefined) return;
  new aws.secretsmanager.SecretRotation(
    context.logicalName('rotation'),
    {
      secretId: secretArn,
      rotateImmediately: false,
      rotationRules: { automaticallyAfterDays: rotationDays },
    },
    context.options({ retainOnDelete: true }),
  );
}
