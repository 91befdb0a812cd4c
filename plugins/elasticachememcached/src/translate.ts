import { NAME_RULES, parameterList, subnetGroupArgs } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import {
  type Alarms,
  type ComponentOf,
  type Names,
  type Network,
  type SecurityGroups,
  type Tags,
  type TranslateContext,
  type Translation,
  type Translator,
  tokens,
} from 'panka/sdk';
import { alarms } from './alarms.js';
import type { MemcachedSpec } from './schema.js';
import { azModeOf, FAMILY } from './settings.js';

type Component = ComponentOf<MemcachedSpec>;

export default class MemcachedTranslator implements Translator<MemcachedSpec> {
  static readonly inject = [tokens.names, tokens.tags, tokens.network, tokens.securityGroups, tokens.alarms] as const;

  constructor(
    private readonly names: Names,
    private readonly tags: Tags,
    private readonly network: Network,
    private readonly securityGroups: SecurityGroups,
    private readonly alarms: Alarms,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    const { address } = component;
    const description = `Cache ${address}`;
    const { id: securityGroupId } = this.securityGroups.declare(component, context, { egress: false, description });
    const identifier = this.identifier(component);
    const cluster = this.cluster(component, context, { identifier, securityGroupId });
    this.alarms.declare(component, context, alarms({ address, identifier }));
    return published(component, { cluster, identifier, securityGroupId });
  }

  /**
   * A cache has nothing to keep: with what replaces it in the name, the new one is there before the old one goes. A version that goes
   * down replaces it, one that goes up empties it anyway; and AWS moves no node to another zone.
   */
  private identifier(component: Component): string {
    const { cluster, engine, port, security } = component.spec;
    const settings = [cluster.nodeType, port, security.transitEncryption, engine.version, azModeOf(component.spec)];
    const replaceKey = settings.join(' ');
    return this.names.physical(component, { ...NAME_RULES.cacheCluster, replaceKey });
  }

  private cluster(
    component: Component,
    context: TranslateContext,
    at: { identifier: string; securityGroupId: pulumi.Output<string> },
  ): aws.elasticache.Cluster {
    const { spec } = component;
    const { maintenance } = spec;
    return new aws.elasticache.Cluster(
      context.logicalName(),
      {
        clusterId: at.identifier,
        tags: this.tags.of(component, context.logicalName()),
        engine: 'memcached',
        engineVersion: spec.engine.version,
        nodeType: spec.cluster.nodeType,
        numCacheNodes: spec.cluster.numNodes,
        azMode: azModeOf(spec),
        port: spec.port,
        parameterGroupName: this.parameterGroup(component, context).name,
        subnetGroupName: this.subnetGroup(component, context).name,
        securityGroupIds: [at.securityGroupId],
        transitEncryptionEnabled: spec.security.transitEncryption,
        applyImmediately: maintenance.applyImmediately,
        ...(maintenance.preferredWindow === undefined ? {} : { maintenanceWindow: maintenance.preferredWindow }),
      },
      context.options(),
    );
  }

  private subnetGroup(component: Component, context: TranslateContext): aws.elasticache.SubnetGroup {
    const logicalName = context.logicalName('subnets');
    return new aws.elasticache.SubnetGroup(
      logicalName,
      subnetGroupArgs({
        ...{ names: this.names, component, subnetIds: this.network.subnets('data') },
        tags: this.tags.of(component, logicalName),
      }),
      context.options({ deleteBeforeReplace: true }),
    );
  }

  private parameterGroup(component: Component, context: TranslateContext): aws.elasticache.ParameterGroup {
    const logicalName = context.logicalName('parameters');
    const rule = { ...NAME_RULES.parameterGroup, replaceKey: FAMILY };
    return new aws.elasticache.ParameterGroup(
      logicalName,
      {
        name: this.names.physical(component, rule, 'parameters'),
        description: `Parameters of ${component.address}`,
        family: FAMILY,
        parameters: parameterList(component.spec.parameters),
        tags: this.tags.of(component, logicalName),
      },
      context.options(),
    );
  }
}

function published(
  { spec }: Component,
  made: { cluster: aws.elasticache.Cluster; identifier: string; securityGroupId: pulumi.Output<string> },
): Translation {
  const { cluster, identifier, securityGroupId } = made;
  const { port } = spec;
  const endpoint = cluster.clusterAddress;
  const configurationEndpoint = pulumi.interpolate`${endpoint}:${port}`;
  return {
    outputs: {
      endpoint,
      configurationEndpoint,
      port,
      arn: cluster.arn,
      identifier,
      nodes: cluster.cacheNodes.apply((nodes) => (nodes ?? []).map((node) => `${node.address}:${node.port}`)),
      securityGroupId,
    },
    provides: {
      network: { securityGroupId, ports: [{ port, protocol: 'tcp' }] },
      variables: () => ({
        HOST: endpoint,
        PORT: String(port),
        CONFIGURATION_ENDPOINT: configurationEndpoint,
        TLS: String(spec.security.transitEncryption),
      }),
    },
  };
}
