import { certificateArn, cloudFrontPrefixList, declareAliases, NAME_RULES, onePerZone } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import {
  type Alarms,
  type ComponentOf,
  type InfraView,
  type IngressRule,
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
import { declareListeners } from './listeners.js';
import { declareRoutes } from './route-resources.js';
import { hasHttps, listenerPorts } from './routes.js';
import type { AlbSpec } from './schema.js';

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
    const listeners = declareListeners(component, context, {
      loadBalancerArn: balancer.arn,
      certificateArn: this.certificate(component, context),
      tags: this.tags,
    });
    const targetGroupArns = declareRoutes(component, context, {
      listeners,
      names: this.names,
      tags: this.tags,
      vpcId: this.network.vpcId,
    });
    this.firewall(component, context, balancer);
    this.records(component, context, balancer);
    this.alarms.declare(component, context, albAlarms(component.address, balancer.arnSuffix));
    const url = urlOf(component.spec, balancer.dnsName);
    return {
      outputs: {
        dnsName: balancer.dnsName,
        zoneId: balancer.zoneId,
        loadBalancerArn: balancer.arn,
        listenerArn: listeners.main.arn,
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
          from: this.clients(source),
          description: `port ${port} from ${source === 'vpc' ? 'the VPC' : source}`,
        });
    return group;
  }

  /** Whom a CIDR, a prefix list, `vpc` or `cloudfront` means. */
  private clients(source: string): IngressRule['from'] {
    if (source === 'cloudfront') return { prefixListId: cloudFrontPrefixList(aws) };
    if (source.startsWith('pl-')) return { prefixListId: source };
    return { cidr: source === 'vpc' ? this.network.cidr : source };
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
        subnets: onePerZone(this.network, spec.scheme === 'internal' ? 'private' : 'public'),
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

  private certificate(component: Component, context: TranslateContext): pulumi.Input<string> | undefined {
    const { certificate } = component.spec;
    return certificate && certificateArn(component, context, { aws, certificate, tags: this.tags });
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
    const target = { name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true };
    declareAliases(context, { aws, names: domain.names, zone: domain.zone, target });
  }
}

/** The first of its names, else the one that AWS gives it; a port that is not the usual one is part of it. */
function urlOf(spec: AlbSpec, dnsName: pulumi.Output<string>): pulumi.Output<string> {
  const https = hasHttps(spec);
  const port = https ? spec.listeners.httpsPort : spec.listeners.httpPort;
  const suffix = port === (https ? 443 : 80) ? '' : `:${port}`;
  const host = spec.domain === undefined ? dnsName : pulumi.output(spec.domain.names[0] ?? '');
  return pulumi.interpolate`${https ? 'https' : 'http'}://${host}${suffix}`;
}
