import { leavesSnapshot, NAME_RULES, parameterList, subnetGroupArgs } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { Output } from '@pulumi/pulumi';
import type { TranslateContext } from 'panka/sdk';
import type { Foundation } from './foundation.js';
import { familyOf, versionOf } from './settings.js';

/** Shards with their replicas. What is written is in a log over several zones before the client hears of it. */
export function declareCluster(
  at: Foundation,
  context: TranslateContext,
  aclName: Output<string>,
): aws.memorydb.Cluster {
  const { spec, address } = at.component;
  const { cluster, maintenance } = spec;
  return new aws.memorydb.Cluster(
    context.logicalName(),
    {
      name: at.clusterName,
      description: `Database ${address}`,
      tags: at.tagsOf(),
      engine: spec.engine.type,
      engineVersion: versionOf(spec),
      nodeType: cluster.nodeType,
      numShards: cluster.shards,
      numReplicasPerShard: cluster.replicasPerShard,
      // Only nodes of type r6gd keep data on disk, and those always do.
      ...(cluster.nodeType.startsWith('db.r6gd.') ? { dataTiering: true } : {}),
      port: spec.port,
      parameterGroupName: parameterGroup(at, context).name,
      subnetGroupName: subnetGroup(at, context).name,
      securityGroupIds: [at.securityGroupId],
      tlsEnabled: true,
      aclName,
      ...(at.key === undefined ? {} : { kmsKeyArn: at.key }),
      autoMinorVersionUpgrade: true,
      ...(maintenance.preferredWindow === undefined ? {} : { maintenanceWindow: maintenance.preferredWindow }),
      ...snapshots(at),
    },
    // The provider would replace the cluster for another value, for which AWS has no call.
    context.dataOptions({ deleteBeforeReplace: true, ignoreChanges: ['autoMinorVersionUpgrade'] }),
  );
}

/**
 * Daily snapshots, and the one taken at a delete. AWS refuses a name that was used before: `ComponentKind.snapshots` tells
 * the host to give it the deployment's id right before the delete.
 */
function snapshots({ component, clusterName }: Foundation) {
  const { spec } = component;
  return {
    snapshotRetentionLimit: spec.backup.retentionDays,
    ...(spec.backup.preferredWindow === undefined ? {} : { snapshotWindow: spec.backup.preferredWindow }),
    ...(leavesSnapshot(spec) ? { finalSnapshotName: `${clusterName}-final` } : {}),
    ...(spec.restoreFrom === undefined ? {} : { snapshotName: spec.restoreFrom.snapshot }),
  };
}

function subnetGroup(at: Foundation, context: TranslateContext): aws.memorydb.SubnetGroup {
  return new aws.memorydb.SubnetGroup(
    context.logicalName('subnets'),
    subnetGroupArgs({ ...at, tags: at.tagsOf('subnets') }),
    context.options({ deleteBeforeReplace: true }),
  );
}

/** A prefix instead of a name: the new family's group is made before the old one goes. */
function parameterGroup(at: Foundation, context: TranslateContext): aws.memorydb.ParameterGroup {
  const { spec, address } = at.component;
  return new aws.memorydb.ParameterGroup(
    context.logicalName('parameters'),
    {
      namePrefix: `${at.names.physical(at.component, NAME_RULES.parameterGroupPrefix, 'parameters')}-`,
      description: `Parameters of ${address}`,
      family: familyOf(spec),
      parameters: parameterList(spec.parameters),
      tags: at.tagsOf('parameters'),
    },
    context.options(),
  );
}
