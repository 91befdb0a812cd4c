import type * as aws from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import type { ComponentOf } from 'panka/sdk';
import { type BehaviorParts, behaviorArgs } from './behaviors.js';
import { rootObject } from './origin-kinds.js';
import type { CloudFrontSpec } from './schema.js';

const COMMENT_LENGTH = 128;
/** Seconds that an answer of a single-page application stands in for one that is not there. */
const SPA_SECONDS = 10;

export interface DistributionParts extends BehaviorParts {
  readonly origins: aws.types.input.cloudfront.DistributionOrigin[];
  readonly certificateArn: Input<string> | undefined;
}

/** The distribution, without tags. */
export function distributionArgs(
  component: ComponentOf<CloudFrontSpec>,
  parts: DistributionParts,
): aws.cloudfront.DistributionArgs {
  const { spec } = component;
  const root = rootObject(component);
  return {
    enabled: true,
    isIpv6Enabled: true,
    comment: `${component.stack} ${component.environment} ${component.address}`.slice(0, COMMENT_LENGTH),
    ...(spec.aliases.length === 0 ? {} : { aliases: spec.aliases }),
    origins: parts.origins,
    defaultCacheBehavior: behaviorArgs(component, spec.defaultBehavior, parts),
    ...(spec.behaviors.length === 0
      ? {}
      : {
          orderedCacheBehaviors: spec.behaviors.map(({ path, ...behavior }) => ({
            pathPattern: path,
            ...behaviorArgs(component, behavior, parts),
          })),
        }),
    ...(root === '' ? {} : { defaultRootObject: root }),
    ...(spec.spa ? { customErrorResponses: spaResponses(root) } : {}),
    priceClass: spec.priceClass,
    httpVersion: spec.httpVersion,
    restrictions: { geoRestriction: geoArgs(spec) },
    viewerCertificate: certificateArgs(spec, parts.certificateArn),
    ...(spec.waf === undefined ? {} : { webAclId: spec.waf.webAclArn }),
    waitForDeployment: spec.waitForDeployment,
  };
}

/** S3 says 403 for what is not there to who may not list. */
function spaResponses(rootObject: string): aws.types.input.cloudfront.DistributionCustomErrorResponse[] {
  return [403, 404].map((errorCode) => ({
    errorCode,
    responseCode: 200,
    responsePagePath: `/${rootObject}`,
    errorCachingMinTtl: SPA_SECONDS,
  }));
}

function geoArgs({ geo }: CloudFrontSpec): aws.types.input.cloudfront.DistributionRestrictionsGeoRestriction {
  if (geo.allow.length > 0) return { restrictionType: 'whitelist', locations: geo.allow };
  if (geo.block.length > 0) return { restrictionType: 'blacklist', locations: geo.block };
  return { restrictionType: 'none' };
}

function certificateArgs(
  { minimumTls }: CloudFrontSpec,
  certificateArn: Input<string> | undefined,
): aws.types.input.cloudfront.DistributionViewerCertificate {
  if (certificateArn === undefined) return { cloudfrontDefaultCertificate: true };
  return { acmCertificateArn: certificateArn, sslSupportMethod: 'sni-only', minimumProtocolVersion: minimumTls };
}
