import { asObject, type Look, look, verdict } from '@panka/plugin-common';
import type { ComponentOf, Verification, Verifier, VerifyContext } from 'panka/sdk';
import type { CloudFrontSpec } from './schema.js';

/** Locations get a change within minutes, as a rule. */
const LIMIT = 1800;

/** Every location has the distribution as it is now; then what they kept of paths that the manifest names is forgotten. */
export default class CloudFrontVerifier implements Verifier<CloudFrontSpec> {
  readonly limitSeconds = () => LIMIT;

  async check(component: ComponentOf<CloudFrontSpec>, context: VerifyContext): Promise<Verification> {
    let version = '';
    const deployed = await look(`cloudfront:GetDistribution ${component.address}`, async () => {
      const answer = asObject(
        await context.aws.call('cloudfront:GetDistribution', { Id: String(context.outputs.distributionId) }),
      );
      const { Status: status, LastModifiedTime: modified, DistributionConfig: config } = asObject(answer.Distribution);
      version = String(modified);
      if (asObject(config).Enabled === false) return 'the distribution is disabled';
      return status === 'Deployed' ? undefined : `status is ${String(status)}`;
    });
    if (!deployed.ok || component.spec.invalidate.length === 0) return verdict([deployed]);
    return verdict([deployed, await this.invalidation(component, context, version)]);
  }

  /** CloudFront takes a caller's reference once: asking again for the same version of the distribution changes nothing. */
  private invalidation(component: ComponentOf<CloudFrontSpec>, context: VerifyContext, version: string): Promise<Look> {
    const { invalidate } = component.spec;
    return look(`cloudfront:CreateInvalidation ${component.address}`, async () => {
      await context.aws.call('cloudfront:CreateInvalidation', {
        DistributionId: String(context.outputs.distributionId),
        InvalidationBatch: {
          CallerReference: `panka ${version} ${invalidate.join(' ')}`.slice(0, 128),
          Paths: { Quantity: invalidate.length, Items: invalidate },
        },
      });
      return undefined;
    });
  }
}
