import type { Input } from '@pulumi/pulumi';
import type { ComponentOf, IngressRule, SecurityGroups, TranslateContext } from 'panka/sdk';
import type { Ec2InstanceSpec } from './schema.js';

type Component = ComponentOf<Ec2InstanceSpec>;

/** Ways in that the manifest asks for. */
export function allowIngress(
  component: Component,
  context: TranslateContext,
  { group, securityGroups }: { group: Input<string>; securityGroups: SecurityGroups },
): void {
  for (const [index, { port, protocol }] of component.spec.ingress.entries())
    securityGroups.allow(context, {
      ...{ group, port, protocol },
      part: `ingress-${index}`,
      ...sourceOf(component, context, index),
    });
}

function sourceOf(
  { spec, references }: Component,
  context: TranslateContext,
  index: number,
): Pick<IngressRule, 'from' | 'description'> {
  const { cidr, securityGroupId } = spec.ingress[index]?.from ?? {};
  if (cidr !== undefined) return { from: { cidr } };
  if (securityGroupId !== undefined) return { from: { securityGroupId } };
  const path = `/ingress/${index}/from/component`;
  const reference = references.find((one) => one.path === path);
  if (reference === undefined) throw new Error(`no reference was resolved for ${path}`);
  return {
    from: { securityGroupId: context.output(reference.to, 'securityGroupId').apply(String) },
    description: `from ${reference.to}`,
  };
}
