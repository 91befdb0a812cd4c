import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import type { IngressRule } from '../../sdk/index.js';
import { source } from './security-groups.js';
import type { SharedDeclaration } from './shared-declaration.js';

/** A security group of the stack as a whole, without rules. */
export function sharedGroup(
  shared: SharedDeclaration,
  of: { part: string; description: string; vpcId: Input<string> },
): aws.ec2.SecurityGroup {
  const { stack, environment } = shared.facts;
  return new aws.ec2.SecurityGroup(
    shared.logicalName(of.part),
    {
      namePrefix: `${shared.names.shared(NAME_RULES.securityGroupPrefix, of.part)}-`,
      description: `${of.description} of ${stack} ${environment}`,
      vpcId: of.vpcId,
      tags: shared.tagsOf(of.part),
    },
    shared.options(),
  );
}

/** Lets a port in; port 0 with protocol `-1` is everything. */
export function sharedIngress(
  shared: SharedDeclaration,
  rule: Omit<IngressRule, 'protocol'> & { readonly protocol: IngressRule['protocol'] | '-1' },
): void {
  const ports = rule.protocol === '-1' ? {} : { fromPort: rule.port, toPort: rule.toPort ?? rule.port };
  new aws.vpc.SecurityGroupIngressRule(
    shared.logicalName(rule.part),
    {
      securityGroupId: rule.group,
      ipProtocol: rule.protocol,
      ...ports,
      ...source(rule.from),
      ...(rule.description === undefined ? {} : { description: rule.description }),
      tags: shared.tagsOf(rule.part),
    },
    shared.options(),
  );
}

export function sharedEgress(shared: SharedDeclaration, part: string, group: Input<string>): void {
  new aws.vpc.SecurityGroupEgressRule(
    shared.logicalName(part),
    { securityGroupId: group, ipProtocol: '-1', cidrIpv4: '0.0.0.0/0', tags: shared.tagsOf(part) },
    shared.options(),
  );
}
