import { leavesSnapshot, NAME_RULES, parameterList, subnetGroupArgs } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { Output } from '@pulumi/pulumi';
import type { TranslateContext } from 'panka/sdk';
import type { Cache, Foundation, Users } from './foundation.js';
import type { RedisSpec } from './schema.js';
import { failsOver, familyOf, isAtLeast, versionOf } from './settings.js';
import type { Token } from './token.js';

interface Logins {
  readonly token: Token | undefined;
  readonly users: Users | undefined;
  /** Log group of slow commands and of the engine. */
  readonly logGroup: Output<string> | undefined;
}

/** A primary with replicas, or shards of such. */
export function declareReplicationGroup(at: Foundation, context: TranslateContext, logins: Logins): Cache {
  const { spec, address } = at.component;
  const { cluster, security, maintenance } = spec;
  const group = new aws.elasticache.ReplicationGroup(
    context.logicalName(),
    {
      replicationGroupId: at.identifier,
      description: `Cache ${address}`,
      tags: at.tagsOf(),
      engine: spec.engine.type,
      engineVersion: versionOf(spec),
      ...nodes(spec),
      automaticFailoverEnabled: failsOver(spec),
      multiAzEnabled: cluster.multiAZ,
      port: spec.port,
      parameterGroupName: parameterGroup(at, context).name,
      subnetGroupName: subnetGroup(at, context).name,
      securityGroupIds: [at.securityGroupId],
      atRestEncryptionEnabled: security.atRestEncryption,
      ...(security.atRestEncryption && at.key !== undefined ? { kmsKeyId: at.key } : {}),
      transitEncryptionEnabled: security.transitEncryption,
      // Before version 7 there is nothing but `required`, and no field for it.
      ...(security.transitEncryption && isAtLeast(spec, '7.0')
        ? { transitEncryptionMode: security.transitEncryptionMode }
        : {}),
      ...loginArgs(logins),
      applyImmediately: maintenance.applyImmediately,
      autoMinorVersionUpgrade: maintenance.autoMinorVersionUpgrade,
      ...(maintenance.preferredWindow === undefined ? {} : { maintenanceWindow: maintenance.preferredWindow }),
      ...snapshots(at),
      ...logs(spec, logins.logGroup),
    },
    context.dataOptions({ deleteBeforeReplace: true }),
  );
  return endpointsOf(group, spec);
}

function endpointsOf(group: aws.elasticache.ReplicationGroup, { cluster }: RedisSpec): Cache {
  const { arn, configurationEndpointAddress: configurationEndpoint, primaryEndpointAddress: primaryEndpoint } = group;
  return cluster.mode === 'cluster'
    ? { endpoint: configurationEndpoint, configurationEndpoint, arn }
    : { endpoint: primaryEndpoint, primaryEndpoint, readerEndpoint: group.readerEndpointAddress, arn };
}

/** Only nodes of type r6gd keep data on disk, and those always do. */
function nodes({ cluster }: RedisSpec) {
  const { nodeType = '' } = cluster;
  const type = { nodeType, ...(nodeType.startsWith('cache.r6gd.') ? { dataTieringEnabled: true } : {}) };
  return cluster.mode === 'cluster'
    ? { ...type, numNodeGroups: cluster.shards, replicasPerNodeGroup: cluster.replicasPerShard }
    : { ...type, numCacheClusters: cluster.numNodes };
}

/** A token that was there before has to be taken away by name, which the provider does where users come in its place. */
function loginArgs({ token, users }: Logins) {
  if (token !== undefined) return token.args;
  return { authTokenUpdateStrategy: 'DELETE', ...(users === undefined ? {} : { userGroupIds: [users.groupId] }) };
}

/**
 * Daily snapshots, and the one taken at a delete. AWS refuses a name that was used before: `ComponentKind.snapshots` tells
 * the host to give it the deployment's id right before the delete.
 */
function snapshots({ component, identifier }: Foundation) {
  const { spec } = component;
  return {
    snapshotRetentionLimit: spec.backup.retentionDays,
    ...(spec.backup.preferredWindow === undefined ? {} : { snapshotWindow: spec.backup.preferredWindow }),
    ...(leavesSnapshot(spec) ? { finalSnapshotIdentifier: `${identifier}-final` } : {}),
    ...(spec.restoreFrom === undefined ? {} : { snapshotName: spec.restoreFrom.snapshot }),
  };
}

function logs({ logs }: RedisSpec, destination: Output<string> | undefined) {
  if (destination === undefined) return {};
  const delivery = (logType: string) => ({
    destination,
    destinationType: 'cloudwatch-logs',
    logFormat: 'json',
    logType,
  });
  return {
    logDeliveryConfigurations: [
      ...(logs.slow ? [delivery('slow-log')] : []),
      ...(logs.engine ? [delivery('engine-log')] : []),
    ],
  };
}

function subnetGroup(at: Foundation, context: TranslateContext): aws.elasticache.SubnetGroup {
  return new aws.elasticache.SubnetGroup(
    context.logicalName('subnets'),
    subnetGroupArgs({ ...at, tags: at.tagsOf('subnets') }),
    context.options({ deleteBeforeReplace: true }),
  );
}

/** ElastiCache knows no name prefix: with the family in the hash, the new family's group is made before the old one goes. */
function parameterGroup(at: Foundation, context: TranslateContext): aws.elasticache.ParameterGroup {
  const { spec, address } = at.component;
  const family = familyOf(spec);
  const sharded = spec.cluster.mode === 'cluster';
  const all = { ...spec.parameters, ...(sharded ? { 'cluster-enabled': 'yes' } : {}) };
  const rule = { ...NAME_RULES.parameterGroup, replaceKey: sharded ? `${family}.cluster` : family };
  return new aws.elasticache.ParameterGroup(
    context.logicalName('parameters'),
    {
      name: at.names.physical(at.component, rule, 'parameters'),
      description: `Parameters of ${address}`,
      family,
      parameters: parameterList(all),
      tags: at.tagsOf('parameters'),
    },
    context.options(),
  );
}
