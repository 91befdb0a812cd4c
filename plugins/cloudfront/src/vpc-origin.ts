import { cloudFrontPrefixList } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { ComponentOf, Names, ProvidedComponent, SecurityGroups, Tags, TranslateContext } from 'panka/sdk';
import { balancerOrigin } from './origin-kinds.js';
import type { Origin } from './origin-schema.js';
import type { CloudFrontSpec } from './schema.js';

export type OpenBalancer = Pick<SecurityGroups, 'allow'>;

export interface VpcOriginRequest {
  readonly names: Names;
  readonly tags: Tags;
  readonly open: OpenBalancer;
  readonly origin: Origin;
  readonly target: ProvidedComponent;
  readonly policy: 'https-only' | 'http-only';
}

/** CloudFront's way into the VPC to an internal load balancer, which lets CloudFront's addresses in. */
export function declareVpcOrigin(
  component: ComponentOf<CloudFrontSpec>,
  context: TranslateContext,
  { names, tags, open, origin, target, policy }: VpcOriginRequest,
): aws.cloudfront.VpcOrigin {
  const { httpPort, httpsPort } = balancerOrigin(target.component);
  const group = target.provides.network?.securityGroupId;
  const arn = target.outputs.loadBalancerArn;
  if (group === undefined || arn === undefined) throw new Error(`${target.component.address} is not reached in a VPC`);
  const part = `origin/${origin.name}`;
  const rule = open.allow(context, {
    group,
    part: `${part}/ingress`,
    port: policy === 'https-only' ? httpsPort : httpPort,
    protocol: 'tcp',
    from: { prefixListId: cloudFrontPrefixList(aws) },
    description: `CloudFront for ${component.address}`,
  });
  const name = context.logicalName(part);
  return new aws.cloudfront.VpcOrigin(
    name,
    {
      vpcOriginEndpointConfig: {
        name: names.physical(component, { max: 64, alphabet: 'a-zA-Z0-9_-' }, origin.name),
        arn: arn.apply(String),
        httpPort,
        httpsPort,
        originProtocolPolicy: policy,
        originSslProtocols: { items: ['TLSv1.2'], quantity: 1 },
      },
      tags: tags.of(component, name),
    },
    context.options({ dependsOn: [rule] }),
  );
}
