import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import {
  type Alarms,
  type ComponentOf,
  type InfraView,
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
import { albAlarms } from './alarms.js';
import { certificateArn, zoneId } from './certificate.js';
import { declareListeners, routeActions, routeConditions } from './listeners.js';
import { hasHttps, listenerPorts, priorities, type TargetManifest, targetManifest } from './routes.js';
import type { AlbSpec } from './schema.js';
import { replaceKey, targetGroupArgs } from './target-group.js';

type Component = ComponentOf<AlbSpec>;
type Group = ReturnType<SecurityGroups['declare']>;

export default class AlbTranslator implements Translator<AlbSpec> {
  static readonly inject = [
    tokens.names,
    tokens.tags,
    tokens.network,
    tokens.securityGroups,
    tokens.alarms,
    tokens.logsBucket,
    tokens.infra,
  ] as const;

  constructor(
    private readonly names: Names,
    private readonly tags: Tags,
    private readonly network: Network,
    private readonly securityGroups: SecurityGroups,
    private readonly alarms: Alarms,
    private readonly logsBucket: LogsBucket,
    private readonly infra: InfraView,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    const group = this.securityGroup(component, context);
    const balancer = this.loadBalancer(component, context, group);
    const listener = declareListeners(component, context, {
      loadBalancerArn: balancer.arn,
      certificateArn: certificateArn(component, context, this.tags),
      tags: this.tags,
    });
    const targetGroupArns = this.routes(component, context, listener);
    this.firewall(component, context, balancer);
    this.records(component, context, balancer);
    this.alarms.declare(component, context, albAlarms(component.address, balancer.arnSuffix));
    const url = urlOf(component.spec, balancer.dnsName);
    return {
      outputs: {
        dnsName: balancer.dnsName,
        zoneId: balancer.zoneId,
        loadBalancerArn: balancer.arn,
        listenerArn: listener.arn,
        url,
        targetGroupArns,
        securityGroupId: group.id,
      },
      provides: {
        ...(component.spec.scheme === 'internal'
          ? {
              network: {
                securityGroupId: group.id,
                ports: listenerPorts(component.spec).map((port) => ({ port, protocol: 'tcp' as const })),
              },
            }
          : {}),
        variables: () => ({ URL: url }),
      },
    };
  }

  private securityGroup(component: Component, context: TranslateContext): Group {
    const { spec } = component;
    const group = this.securityGroups.declare(component, context, { description: `ALB ${component.address}` });
    const sources = spec.allowedCidrs ?? [spec.scheme === 'internal' ? 'vpc' : '0.0.0.0/0'];
    for (const port of listenerPorts(spec))
      for (const source of sources)
        this.securityGroups.allow(context, {
          group: group.id,
          part: `in/${port}/${source}`,
          port,
          protocol: 'tcp',
          from: source.startsWith('pl-')
            ? { prefixListId: source }
            : { cidr: source === 'vpc' ? this.network.cidr : source },
          description: `port ${port} from ${source === 'vpc' ? 'the VPC' : source}`,
        });
    return group;
  }

  private loadBalancer(component: Component, context: TranslateContext, group: Group): aws.lb.LoadBalancer {
    const { spec } = component;
    const name = context.logicalName();
    const logs = this.accessLogs(component);
    return new aws.lb.LoadBalancer(
      name,
      {
        name: this.names.physical(component, NAME_RULES.loadBalancer),
        loadBalancerType: 'application',
        internal: spec.scheme === 'internal',
        subnets: this.network.subnets(spec.scheme === 'internal' ? 'private' : 'public'),
        securityGroups: [group.id],
        idleTimeout: spec.idleTimeoutSeconds,
        enableHttp2: spec.http2,
        dropInvalidHeaderFields: spec.dropInvalidHeaders,
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

  /**
   * A target group and a rule for each route. A group's ARN is given out with its rule: ECS refuses a group that no
   * listener forwards to, so whoever uses the ARN has to wait for the rule.
   */
  private routes(
    component: Component,
    context: TranslateContext,
    listener: aws.lb.Listener,
  ): pulumi.Output<Record<string, string>> {
    const order = priorities(component.spec.routes);
    const arns = component.spec.routes.map((route, index): [string, pulumi.Output<string>] => {
      const group = this.targetGroup(component, context, index);
      const name = context.logicalName(`route/${route.name}`);
      const rule = new aws.lb.ListenerRule(
        name,
        {
          listenerArn: listener.arn,
          priority: order[index] ?? 0,
          conditions: routeConditions(route),
          actions: routeActions(route, group.arn),
          tags: this.tags.of(component, name),
        },
        context.options(),
      );
      return [route.name, pulumi.all([group.arn, rule.arn]).apply(([arn]) => arn)];
    });
    return pulumi.all(Object.fromEntries(arns)) as pulumi.Output<Record<string, string>>;
  }

  private targetGroup(component: Component, context: TranslateContext, index: number): aws.lb.TargetGroup {
    const route = component.spec.routes[index];
    if (route === undefined) throw new Error(`${component.address} has no route ${index}`);
    const target = targetOf(component, context, index);
    const part = `target/${route.name}`;
    const name = context.logicalName(part);
    const rule = { ...NAME_RULES.targetGroup, replaceKey: replaceKey(route, target) };
    return new aws.lb.TargetGroup(
      name,
      {
        name: this.names.physical(component, rule, route.name),
        ...targetGroupArgs(route, target, this.network.vpcId),
        tags: this.tags.of(component, name),
      },
      context.options(),
    );
  }

  /** Its own web ACL, else the one that Security sets for public load balancers. */
  private firewall(component: Component, context: TranslateContext, balancer: aws.lb.LoadBalancer): void {
    const { waf, scheme } = component.spec;
    const ofStack = scheme === 'internal' ? undefined : (this.infra.security.waf as { webAclArn?: string } | undefined);
    const webAclArn = waf?.webAclArn ?? ofStack?.webAclArn;
    if (webAclArn === undefined) return;
    new aws.wafv2.WebAclAssociation(
      context.logicalName('waf'),
      { webAclArn, resourceArn: balancer.arn },
      context.options(),
    );
  }

  private records(component: Component, context: TranslateContext, balancer: aws.lb.LoadBalancer): void {
    const { domain } = component.spec;
    if (domain === undefined || !domain.createRecords) return;
    for (const name of domain.names)
      new aws.route53.Record(
        context.logicalName(`record/${name}`),
        {
          zoneId: zoneId(domain.zone),
          name,
          type: 'A',
          aliases: [{ name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true }],
        },
        context.options(),
      );
  }
}

/** The manifest of a route's target, which is made after the load balancer. */
function targetOf(component: Component, context: TranslateContext, index: number): TargetManifest {
  const path = `/routes/${index}/target/component`;
  const reference = component.references.find((r) => r.path === path);
  if (reference === undefined) throw new Error(`no reference was resolved for ${path}`);
  const target = context.component(reference.to);
  return targetManifest(target.kind, target.spec);
}

/** The first of its names, else the one that AWS gives it; a port that is not the usual one is part of it. */
function urlOf(spec: AlbSpec, dnsName: pulumi.Output<string>): pulumi.Output<string> {
  const https = hasHttps(spec);
  const port = https ? spec.listeners.httpsPort : spec.listeners.httpPort;
  const suffix = port === (https ? 443 : 80) ? '' : `:${port}`;
  const host = spec.domain === undefined ? dnsName : pulumi.output(spec.domain.names[0] ?? '');
  return pulumi.interpolate`${https ? 'https' : 'http'}://${host}${suffix}`;
}
