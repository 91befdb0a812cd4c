import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { ComponentOf, Names, Network, ProvidedComponent, SecurityGroups, Tags, TranslateContext } from 'panka/sdk';
import { balancerListener } from './load-balancer-target.js';
import type { Route } from './route-schema.js';
import type { ApiSpec } from './schema.js';

export interface LinkRequest {
  readonly names: Names;
  readonly tags: Tags;
  readonly network: Network;
  readonly securityGroups: SecurityGroups;
  /** Routes that go to load balancers. */
  readonly routes: readonly { readonly route: Route; readonly target: ProvidedComponent }[];
}

/** The API's network interfaces in the VPC; load balancers let their group in. */
export function declareVpcLink(
  component: ComponentOf<ApiSpec>,
  context: TranslateContext,
  { names, tags, network, securityGroups, routes }: LinkRequest,
): aws.apigatewayv2.VpcLink {
  const group = securityGroups.declare(component, context, { description: `VPC link of ${component.address}` });
  const opened = new Map<string, () => unknown>();
  for (const { route, target } of routes) {
    const { address } = target.component;
    const port = balancerListener(route, target.component)?.port;
    const balancer = target.provides.network?.securityGroupId;
    if (port === undefined || balancer === undefined) continue;
    const part = `to/${address}/${port}`;
    opened.set(part, () =>
      securityGroups.allow(context, {
        group: balancer,
        part,
        port,
        protocol: 'tcp',
        from: { securityGroupId: group.id },
        description: `from ${component.address}`,
      }),
    );
  }
  for (const open of opened.values()) open();
  const name = context.logicalName('vpc-link');
  return new aws.apigatewayv2.VpcLink(
    name,
    {
      name: names.physical(component, NAME_RULES.api, 'vpc-link'),
      subnetIds: network.subnets('private'),
      securityGroupIds: [group.id],
      tags: tags.of(component, name),
    },
    context.options(),
  );
}
