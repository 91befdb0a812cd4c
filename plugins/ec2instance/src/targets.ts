import { type IncomingRoute, portsToAdmit } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import type { SecurityGroups, TranslateContext } from 'panka/sdk';
import type { Ec2InstanceSpec } from './schema.js';

/** What load balancers take where neither route nor instance says a port. */
const FALLBACK_PORT = 80;

/** The load balancer's group may come in on the ports that its routes lead to; the rules belong to the target. */
export function admitLoadBalancers(
  spec: Ec2InstanceSpec,
  context: TranslateContext,
  of: { routes: readonly IncomingRoute[]; group: Input<string>; securityGroups: SecurityGroups },
): void {
  const seen = new Set<string>();
  for (const route of of.routes) {
    const from = route.loadBalancer.outputs.securityGroupId;
    if (from === undefined) continue;
    for (const { port, protocol } of portsToAdmit(route, { main: mainPort(spec, route) })) {
      const part = `from/${route.from}/${port}${protocol === 'tcp' ? '' : `-${protocol}`}`;
      if (seen.has(part)) continue;
      seen.add(part);
      of.securityGroups.allow(context, {
        ...{ group: of.group, part, port, protocol },
        from: { securityGroupId: from.apply(String) },
        description: `from ${route.from}`,
      });
    }
  }
}

/** An NLB takes its listener's port, which its routes are known by. */
function mainPort({ ports }: Ec2InstanceSpec, { loadBalancer, name }: IncomingRoute): number {
  const own = ports.find(({ protocol }) => protocol === 'tcp') ?? ports[0];
  return own?.port ?? (loadBalancer.component.kind === 'NLB' ? Number(name) : FALLBACK_PORT);
}

/** Single instances are registered one by one; a group does that itself. */
export function registerInstances(
  context: TranslateContext,
  routes: readonly IncomingRoute[],
  instances: readonly aws.ec2.Instance[],
): void {
  for (const { from, name, targetGroupArn } of routes)
    for (const [index, { id }] of instances.entries())
      new aws.lb.TargetGroupAttachment(
        context.logicalName(`route/${from}/${name}${index === 0 ? '' : `/${index + 1}`}`),
        { targetGroupArn, targetId: id },
        context.options({ deleteBeforeReplace: true }),
      );
}
