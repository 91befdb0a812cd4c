import { CONTRIBUTIONS, NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { ComponentOf, Names, PolicyStatement, ProvidedComponent, Tags, TranslateContext } from 'panka/sdk';
import { balancerOrigin, originReference } from './origin-kinds.js';
import type { Origin } from './origin-schema.js';
import type { CloudFrontSpec } from './schema.js';
import { declareVpcOrigin, type OpenBalancer } from './vpc-origin.js';

type OriginArgs = aws.types.input.cloudfront.DistributionOrigin;
type Source = Omit<OriginArgs, 'originId'>;

const TLS_TO_ORIGIN = ['TLSv1.2'];

export interface OriginRequest {
  readonly names: Names;
  readonly tags: Tags;
  readonly open: OpenBalancer;
  /** Access control of S3 origins, declared when the first asks for it. */
  readonly accessControlId: () => pulumi.Input<string>;
}

/** The origins of the distribution, in the manifest's order. */
export function declareOrigins(
  component: ComponentOf<CloudFrontSpec>,
  context: TranslateContext,
  request: OriginRequest,
): OriginArgs[] {
  return component.spec.origins.map((origin, index) => {
    const reference = originReference(component, index);
    const source =
      reference === undefined
        ? serverOrigin(origin, { domainName: origin.domain ?? '' })
        : componentOrigin(component, context, { ...request, origin, target: context.provided(reference.to) });
    const headers = Object.entries(origin.headers).map(([name, value]) => ({ name, value }));
    return {
      originId: origin.name,
      ...source,
      ...(headers.length === 0 ? {} : { customHeaders: headers }),
      ...(origin.shield === undefined ? {} : { originShield: { enabled: true, originShieldRegion: origin.shield } }),
    };
  });
}

interface Targeted extends OriginRequest {
  readonly origin: Origin;
  readonly target: ProvidedComponent;
}

function componentOrigin(component: ComponentOf<CloudFrontSpec>, context: TranslateContext, at: Targeted): Source {
  const { kind } = at.target.component;
  if (kind === 'S3') return bucketOrigin(at);
  if (kind === 'APIGateway') return apiOrigin(at);
  if (kind === 'ALB') return balancerSource(component, context, at);
  throw new Error(`a distribution cannot have an origin of kind ${kind}`);
}

function bucketOrigin({ origin, target, accessControlId }: Targeted): Source {
  return {
    domainName: textOf(target, 'bucketRegionalDomainName'),
    originAccessControlId: accessControlId(),
    ...(origin.path === undefined ? {} : { originPath: origin.path }),
  };
}

/** The API's URL taken apart: its host, and what of its path belongs to the API. */
function apiOrigin({ origin, target }: Targeted): Source {
  const url = textOf(target, 'url');
  const spec = target.component.spec as { stage?: string; domain?: { basePath?: string } };
  const own = spec.domain === undefined ? stagePath(spec.stage) : basePath(spec.domain.basePath);
  const path = `${own}${origin.path ?? ''}`;
  return serverOrigin(
    { ...origin, ...(path === '' ? {} : { path }) },
    { domainName: url.apply((text) => text.replace(/^[a-z]+:\/\//, '').replace(/\/.*$/, '')) },
  );
}

function stagePath(stage = '$default'): string {
  return stage === '$default' ? '' : `/${stage}`;
}

function basePath(path: string | undefined): string {
  return path === undefined ? '' : `/${path}`;
}

/** By its own name over TLS, because its certificate is for that; an internal one has no address outside of the VPC. */
function balancerSource(component: ComponentOf<CloudFrontSpec>, context: TranslateContext, at: Targeted): Source {
  const { origin, target } = at;
  const { internal, tls, host, httpPort, httpsPort } = balancerOrigin(target.component);
  const domainName = tls && host !== undefined ? host : textOf(target, 'dnsName');
  const policy = tls ? 'https-only' : 'http-only';
  if (!internal) return serverOrigin(origin, { domainName, policy, httpPort, httpsPort });
  const vpcOrigin = declareVpcOrigin(component, context, { ...at, policy });
  return {
    domainName,
    vpcOriginConfig: { vpcOriginId: vpcOrigin.id, originReadTimeout: origin.timeoutSeconds, originKeepaliveTimeout: 5 },
    ...(origin.path === undefined ? {} : { originPath: origin.path }),
  };
}

interface Server {
  readonly domainName: pulumi.Input<string>;
  readonly policy?: 'https-only' | 'http-only';
  readonly httpPort?: number;
  readonly httpsPort?: number;
}

function serverOrigin(origin: Origin, server: Server): Source {
  const { domainName, policy = 'https-only', httpPort = 80, httpsPort = 443 } = server;
  return {
    domainName,
    customOriginConfig: {
      originProtocolPolicy: policy,
      httpPort,
      httpsPort,
      originSslProtocols: TLS_TO_ORIGIN,
      originReadTimeout: origin.timeoutSeconds,
    },
    ...(origin.path === undefined ? {} : { originPath: origin.path }),
  };
}

/** One access control for all S3 origins: it says only that requests are signed. */
export function declareAccessControl(
  component: ComponentOf<CloudFrontSpec>,
  context: TranslateContext,
  names: Names,
): aws.cloudfront.OriginAccessControl {
  return new aws.cloudfront.OriginAccessControl(
    context.logicalName('access-control'),
    {
      name: names.physical(component, NAME_RULES.originAccessControl),
      description: `Buckets of ${component.address}`,
      originAccessControlOriginType: 's3',
      signingBehavior: 'always',
      signingProtocol: 'sigv4',
    },
    context.options({ deleteBeforeReplace: true }),
  );
}

/** Lets this distribution, and no other, read what its origins serve. */
export function contributeBucketPolicies(
  component: ComponentOf<CloudFrontSpec>,
  context: TranslateContext,
  distributionArn: pulumi.Output<string>,
): void {
  const seen = new Set<string>();
  component.spec.origins.forEach(({ path = '' }, index) => {
    const reference = originReference(component, index);
    if (reference?.kind !== 'S3' || seen.has(`${reference.to} ${path}`)) return;
    seen.add(`${reference.to} ${path}`);
    const bucketArn = textOf(context.provided(reference.to), 'bucketArn');
    const statement: PolicyStatement = {
      Effect: 'Allow',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: ['s3:GetObject'],
      Resource: pulumi.interpolate`${bucketArn}${path}/*`,
      Condition: { StringEquals: { 'AWS:SourceArn': distributionArn } },
    };
    context.contribute(reference.to, CONTRIBUTIONS.bucketPolicy, statement);
  });
}

function textOf({ component, outputs }: ProvidedComponent, name: string): pulumi.Output<string> {
  const value = outputs[name];
  if (value === undefined) throw new Error(`${component.address} has no output ${name}`);
  return value.apply(String);
}
