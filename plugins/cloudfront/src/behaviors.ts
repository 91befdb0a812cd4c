import type * as aws from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import type { ComponentOf } from 'panka/sdk';
import type { DefaultBehavior } from './behavior-schema.js';
import { kindOfOrigin } from './origin-kinds.js';
import { CACHE_POLICIES, ORIGIN_REQUEST_POLICIES, policyId } from './policies.js';
import type { CloudFrontSpec } from './schema.js';

type BehaviorArgs = aws.types.input.cloudfront.DistributionDefaultCacheBehavior;

/** Origins whose answers depend on who asks: nothing is kept unless the manifest says so. */
const DYNAMIC = ['ALB', 'APIGateway'];

export interface BehaviorParts {
  /** Policy that `responseHeaders: security` means. */
  readonly securityHeadersId: Input<string>;
  /** ARN of a function that the manifest gives as a file. */
  readonly functionArn: (file: string) => Input<string>;
}

/** A cache behavior, without its path. */
export function behaviorArgs(
  component: ComponentOf<CloudFrontSpec>,
  behavior: DefaultBehavior,
  parts: BehaviorParts,
): BehaviorArgs {
  const kind = kindOfOrigin(component, behavior.origin);
  const headers = headersPolicy(behavior, parts);
  const request = originRequestPolicy(behavior, kind);
  const functions = behavior.functions.map(({ event, arn, file }) => ({
    eventType: event,
    functionArn: arn ?? parts.functionArn(file ?? ''),
  }));
  return {
    targetOriginId: behavior.origin,
    viewerProtocolPolicy: behavior.viewerProtocol,
    allowedMethods: behavior.methods,
    cachedMethods: ['GET', 'HEAD'],
    compress: behavior.compress,
    cachePolicyId: policyId(behavior.cachePolicy ?? defaultCachePolicy(kind), CACHE_POLICIES),
    ...(request === undefined ? {} : { originRequestPolicyId: request }),
    ...(headers === undefined ? {} : { responseHeadersPolicyId: headers }),
    ...(functions.length === 0 ? {} : { functionAssociations: functions }),
  };
}

function defaultCachePolicy(kind: string | undefined): string {
  return kind !== undefined && DYNAMIC.includes(kind) ? 'CachingDisabled' : 'CachingOptimized';
}

function headersPolicy({ responseHeaders }: DefaultBehavior, parts: BehaviorParts): Input<string> | undefined {
  if (responseHeaders === 'none') return undefined;
  return responseHeaders === 'security' ? parts.securityHeadersId : responseHeaders;
}

/** The name that was asked for stays out: it would not fit the origin's certificate, and API Gateway knows it not. */
function originRequestPolicy({ originRequestPolicy: given }: DefaultBehavior, kind: string | undefined) {
  if (given === 'none' || (given === undefined && kind === 'S3')) return undefined;
  return policyId(given ?? 'AllViewerExceptHostHeader', ORIGIN_REQUEST_POLICIES);
}
