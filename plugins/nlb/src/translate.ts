import { declareAliases, NAME_RULES, onePerZone } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import {
  type Alarms,
  type ComponentOf,
  type LogsBucket,
  type Names,
  type Network,
  type SecurityGroups,
  type Tags,
  type TranslateContext,
  type Translation,
  type Translator,
  tokens,
} from 'panka/sdk';
import { nlbAlarms } from './alarms.js';
import { declareListeners } from './listener-resources.js';
import { listenerRanges } from './listeners.js';
import type { NlbSpec } from './schema.js';

type Component = ComponentOf<NlbSpec>;
type Group = ReturnType<SecurityGroups['declare']>;

export default class NlbTranslator implements Translator<NlbSpec> {
  static readonly inject = [
    tokens.names,
    tokens.tags,
    tokens.network,
    tokens.securityGroups,
    tokens.alarms,
    tokens.logsBucket,
  ] as const;

  constructor(
    private readonly names: Names,
    private readonly tags: Tags,
    private readonly network: Network,
    private readonly securityGroups: SecurityGroups,
    private readonly alarms: Alarms,
    private readonly logsBucket: LogsBucket,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    const { spec } = component;
    const group = this.securityGroup(component, context);
    const addresses = spec.staticIps ? this.addresses(component, context) : [];
    const balancer = this.loadBalancer(component, context, { group, addresses });
    const made = declareListeners(component, context, {
      loadBalancerArn: balancer.arn,
      names: this.names,
      tags: this.tags,
      vpcId: this.network.vpcId,
    });
    this.records(component, context, balancer);
    this.alarms.declare(component, context, nlbAlarms(component.address, balancer.arnSuffix, made.groupSuffixes));
    return {
      outputs: {
        dnsName: balancer.dnsName,
        zoneId: balancer.zoneId,
        loadBalancerArn: balancer.arn,
        listenerArns: made.listenerArns,
        targetGroupArns: made.targetGroupArns,
        securityGroupId: group.id,
        ...(spec.staticIps ? { staticIps: pulumi.all(addresses.map((address) => address.publicIp)) } : {}),
      },
      provides: {
        ...(spec.scheme === 'internal'
          ? { network: { securityGroupId: group.id, ports: listenerRanges(spec.listeners) } }
          : {}),
        variables: () => ({
          HOST: spec.domain?.names[0] ?? balancer.dnsName,
          PORT: String(spec.listeners[0]?.port),
        }),
      },
    };
  }

  /** Attached from the start: AWS gives a load balancer that was made without a group no other. */
  private securityGroup(component: Component, context: TranslateContext): Group {
    const { spec } = component;
    const group = this.securityGroups.declare(component, context, { description: `NLB ${component.address}` });
    for (const { port, protocol } of listenerRanges(spec.listeners))
      for (const source of spec.allowedCidrs ?? ['vpc'])
        this.securityGroups.allow(context, {
          group: group.id,
          part: `in/${port}-${protocol}/${source}`,
          port,
          protocol,
          from: source.startsWith('pl-')
            ? { prefixListId: source }
            : { cidr: source === 'vpc' ? this.network.cidr : source },
          description: `${protocol} ${port} from ${source === 'vpc' ? 'the VPC' : source}`,
        });
    return group;
  }

  /** One public address for each zone that the load balancer is in. */
  private addresses(component: Component, context: TranslateContext): aws.ec2.Eip[] {
    return onePerZone(this.network, 'public').map((_, index) => {
      const name = context.logicalName(`address-${index}`);
      return new aws.ec2.Eip(name, { domain: 'vpc', tags: this.tags.of(component, name) }, context.options());
    });
  }

  private loadBalancer(
    component: Component,
    context: TranslateContext,
    { group, addresses }: { group: Group; addresses: readonly aws.ec2.Eip[] },
  ): aws.lb.LoadBalancer {
    const { spec } = component;
    const name = context.logicalName();
    const subnets = onePerZone(this.network, spec.scheme === 'internal' ? 'private' : 'public');
    const logs = this.accessLogs(component);
    return new aws.lb.LoadBalancer(
      name,
      {
        name: this.names.physical(component, NAME_RULES.loadBalancer),
        loadBalancerType: 'network',
        internal: spec.scheme === 'internal',
        ...(addresses.length === 0 ? { subnets } : { subnetMappings: mappings(subnets, addresses) }),
        securityGroups: [group.id],
        enableCrossZoneLoadBalancing: spec.crossZone,
        enableDeletionProtection: spec.deletionProtection ?? false,
        ...(logs === undefined ? {} : { accessLogs: logs.args }),
        tags: this.tags.of(component, name),
      },
      context.options({ deleteBeforeReplace: true, ...(logs === undefined ? {} : { dependsOn: [...logs.after] }) }),
    );
  }

  private accessLogs(component: Component) {
    const { enabled, bucket, prefix } = component.spec.accessLogs;
    if (!enabled) return undefined;
    const own = bucket === undefined;
    return {
      args: { enabled: true, bucket: own ? this.logsBucket.name : bucket, prefix: prefix ?? component.address },
      after: own ? this.logsBucket.ready : [],
    };
  }

  private records(component: Component, context: TranslateContext, balancer: aws.lb.LoadBalancer): void {
    const { domain } = component.spec;
    if (domain === undefined || !domain.createRecords) return;
    const target = { name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true };
    declareAliases(context, { aws, names: domain.names, zone: domain.zone, target });
  }
}

function mappings(
  subnets: readonly pulumi.Input<string>[],
  addresses: readonly aws.ec2.Eip[],
): aws.types.input.lb.LoadBalancerSubnetMapping[] {
  return subnets.map((subnetId, index) => ({ subnetId, allocationId: addresses[index]?.allocationId }));
}
