import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { Input, Resource } from '@pulumi/pulumi';
import type {
  ComponentOf,
  IngressRule,
  Names,
  Network,
  SecurityGroups,
  Tags,
  TranslateContext,
} from '../../sdk/index.js';

interface GroupOptions {
  readonly egress?: boolean;
  readonly description?: string;
  readonly part?: string;
}

/** Rules are resources of their own, owned by whoever wants to get in: a new consumer never touches its provider. */
export class VpcSecurityGroups implements SecurityGroups {
  constructor(
    private readonly names: Names,
    private readonly tags: Tags,
    private readonly network: Network,
  ) {}

  declare(component: ComponentOf<unknown>, context: TranslateContext, options: GroupOptions = {}) {
    const part = options.part ?? 'sg';
    const logicalName = context.logicalName(part);
    const group = new aws.ec2.SecurityGroup(
      logicalName,
      {
        namePrefix: `${this.names.physical(component, NAME_RULES.securityGroupPrefix, part)}-`,
        description: options.description ?? `${component.kind} ${component.address}`,
        vpcId: this.network.vpcId,
        tags: this.tags.of(component, logicalName),
      },
      context.options(),
    );
    const egress = options.egress === false ? [] : [this.egress(context, part, group.id)];
    return { id: group.id, resource: group, ready: [group, ...egress] };
  }

  openConsumed(context: TranslateContext, from: Input<string>): readonly Resource[] {
    return context.consumed.flatMap(({ provider }) => {
      const { network } = provider.provides;
      if (network === undefined) return [];
      return network.ports.map((range) =>
        this.allow(context, {
          ...range,
          group: network.securityGroupId,
          part: `to/${provider.component.address}/${range.port}-${range.protocol}`,
          from: { securityGroupId: from },
          description: `from ${context.subject.address}`,
        }),
      );
    });
  }

  allow(context: TranslateContext, rule: IngressRule): Resource {
    const logicalName = context.logicalName(rule.part);
    return new aws.vpc.SecurityGroupIngressRule(
      logicalName,
      {
        securityGroupId: rule.group,
        ipProtocol: rule.protocol,
        fromPort: rule.port,
        toPort: rule.toPort ?? rule.port,
        ...source(rule.from),
        ...(rule.description === undefined ? {} : { description: rule.description }),
        tags: this.tags.of(context.subject, logicalName),
      },
      context.options(),
    );
  }

  private egress(context: TranslateContext, part: string, groupId: Input<string>): Resource {
    const logicalName = context.logicalName(`${part}/egress`);
    return new aws.vpc.SecurityGroupEgressRule(
      logicalName,
      {
        securityGroupId: groupId,
        ipProtocol: '-1',
        cidrIpv4: '0.0.0.0/0',
        tags: this.tags.of(context.subject, logicalName),
      },
      context.options(),
    );
  }
}

/** Where traffic comes from, in the words of the rule resources; a colon in a CIDR makes it IPv6. */
export function source(
  from: IngressRule['from'],
): Pick<aws.vpc.SecurityGroupIngressRuleArgs, 'referencedSecurityGroupId' | 'cidrIpv4' | 'cidrIpv6' | 'prefixListId'> {
  if ('securityGroupId' in from) return { referencedSecurityGroupId: from.securityGroupId };
  if ('prefixListId' in from) return { prefixListId: from.prefixListId };
  return typeof from.cidr === 'string' && from.cidr.includes(':') ? { cidrIpv6: from.cidr } : { cidrIpv4: from.cidr };
}
